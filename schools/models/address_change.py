"""Another address to sign in with: asked for by one, confirmed where it leads to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from schools.models.mailed_link import MailedLink
from schools.models.people import Person
from sitrack.core import clock
from sitrack.core.models import given_together


class AddressChange(MailedLink):
    """Mailed twice by the sweep: a link to the new address, and, once that was
    confirmed, a notice to the one before."""

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
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)

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
