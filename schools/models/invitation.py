"""An invitation to sign in: one person, one address, one post, one link that works once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from schools.models.mailed_link import MailedLink
from schools.models.people import Person, Post
from sitrack.core import clock
from sitrack.core.models import given_together


class Invitation(MailedLink):
    """An invitation to sign in, open until it is taken up, withdrawn or replaced."""

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
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)

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
