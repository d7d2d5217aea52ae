"""An invitation to sign in: one person, one address, one post, one link that works once."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from schools.models.people import Person, Post
from sitrack.core import clock
from sitrack.core.models import Mailed, given_together


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither used, withdrawn nor replaced; the link may be too old all the same."""
        return self.filter(outcome="")


class Invitation(Mailed):
    """Written in the transaction that asks for it, and mailed by the sweep.

    The link's token is made when the mail is, and only its SHA-256 is kept: what the
    database holds opens nothing. The seven days count from the mail, not from the
    asking, so that a mail server's bad weekend costs the invited person no time.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REPLACED = "replaced", "Replaced by a newer one"

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField("e-mail")
    # What it was made for, as it stood then; the words stay when the post is taken back.
    post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    post_version = models.PositiveIntegerField(null=True)
    post_words = models.CharField(max_length=320, blank=True, db_default="")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(outcome=""),
                name="one_open_invitation_per_person",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(outcome=""),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at=None)
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="ended_invitation_says_when",
            ),
            given_together(
                "token_digest", "expires_at", name="mailed_invitation_says_until_when"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.person}"

    def is_too_old(self, moment: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= moment
