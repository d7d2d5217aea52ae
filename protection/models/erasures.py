"""That a person's name is to be, or was, taken out of everything."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schools.models import Person
from sitrack.core import clock
from sitrack.core.models import User


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def visible_to(self, user: User) -> "ErasureQuerySet":
        """All of them for whoever looks after data protection, nothing for others."""
        from schools.access import may
        from sitrack.core.roles import Capability

        return self if may(user, Capability.PROTECT_DATA) else self.none()


class Outcome(models.TextChoices):
    DONE = "done", "Erased"
    DECLINED = "declined", "Not erased"


class Erasure(models.Model):
    """Asked for by one and decided by another; its number stands in the tombstone.

    One that is done again after a restore was asked for by nobody here.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(outcome=""),
                name="one_open_erasure_of_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.DONE)
                | Q(decided_by=None)
                | ~Q(decided_by=F("asked_by")),
                name="another_than_the_asker_confirms_an_erasure",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="a_decided_erasure_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("protection:erasure", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return not self.outcome
