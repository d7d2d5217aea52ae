"""That a person's name is to be, or was, taken out of everything."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from protection.models.deciding import AskedAndDecided, Outcome, decided_by_another
from schools.models import Person
from sitrack.core.models import User


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def visible_to(self, user: User) -> "ErasureQuerySet":
        """All of them for whoever looks after data protection, nothing for others."""
        from schools.access import may
        from sitrack.core.roles import Capability

        return self if may(user, Capability.PROTECT_DATA) else self.none()


class Erasure(AskedAndDecided):
    """Its number stands in the tombstone."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(
        max_length=8,
        choices=[(Outcome.DONE, "Erased"), (Outcome.DECLINED, "Not erased")],
        blank=True,
    )

    objects: ClassVar[Any] = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(outcome=""),
                name="one_open_erasure_of_a_person",
            ),
            *decided_by_another("an_erasure"),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("protection:erasure", args=[self.pk])
