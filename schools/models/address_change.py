"""Another address to sign in with: asked for by one, confirmed where it leads to."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from schools.models.people import Person
from sitrack.core import clock
from sitrack.core.models import Mailed, given_together


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def open(self) -> "AddressChangeQuerySet":
        """Neither confirmed, withdrawn nor replaced; the link may be too old all the
        same."""
        return self.filter(outcome="")


class AddressChange(Mailed):
    """Mailed twice by the sweep: a link to the new address, and, once that was
    confirmed, a notice to the one before. Of the link only the SHA-256 is kept."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REPLACED = "replaced", "Replaced by a newer one"

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="address_changes"
    )
    email = models.EmailField("new e-mail address")
    before = models.EmailField("e-mail address before")
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = AddressChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(outcome=""),
                name="one_open_address_change_per_person",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(outcome=""),
                name="one_open_change_to_an_address",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at=None)
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="an_ended_address_change_says_when",
            ),
            given_together(
                "token_digest", "expires_at", name="a_mailed_change_says_until_when"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="address_change_due"),
        ]

    def __str__(self) -> str:
        return f"another address of {self.person}"

    def is_too_old(self, moment: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= moment
