"""A legal hold: nothing of a school or a person is deleted or erased while it stands."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from schools.models import Person, School
from sitrack.core import clock
from sitrack.core.models import User, given_together


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, user: User) -> "LegalHoldQuerySet":
        """All of them for whoever looks after data protection, nothing for others."""
        from schools.access import may
        from sitrack.core.roles import Capability

        return self if may(user, Capability.PROTECT_DATA) else self.none()

    def in_force(self) -> "LegalHoldQuerySet":
        return self.filter(lifted_at=None)


class LegalHold(models.Model):
    """Set for a reason on one school or one person, and lifted for another."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(default=clock.now, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None, person__isnull=False)
                | Q(school__isnull=False, person=None),
                name="a_hold_is_on_a_school_or_a_person",
            ),
            given_together("lifted_by", "lifted_at", name="a_lifted_hold_says_by_whom"),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(lifted_at=None),
                name="one_hold_in_force_on_a_school",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lifted_at=None),
                name="one_hold_in_force_on_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold on {self.school or self.person}"
