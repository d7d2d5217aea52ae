"""The letter that tells a school of a change of its level (LET-06)."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from engagement.models.levels import LevelAssignment
from schools.access import granted
from schools.models import School
from sitrack.core.models import AcademicYear, User
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Role

READERS = AUTHORITY_ROLES | SCHOOL_LEADERS | {Role.CHAIR}


class ChangeLetterQuerySet(models.QuerySet["ChangeLetter"]):
    def visible_to(self, user: User) -> "ChangeLetterQuerySet":
        """Those it is addressed to, and the authority."""
        return self.filter(granted(user, "school", (READERS, None)))


class ChangeLetter(models.Model):
    """Drawn once, when the change is approved, and kept as it read that day (DP-11)."""

    assignment = models.OneToOneField(
        LevelAssignment, on_delete=models.PROTECT, related_name="letter"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="change_letters"
    )
    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    facts = models.JSONField()
    html = models.TextField()

    objects: ClassVar[Any] = ChangeLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="change_letters_are_numbered_by_year"
            ),
            models.CheckConstraint(
                condition=~models.Q(html=""), name="change_letter_is_drawn"
            ),
        ]

    def __str__(self) -> str:
        return f"change of level {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("engagement:change_letter", args=[self.pk])

    @property
    def reference(self) -> str:
        """Its number among the letters of its kind of a year."""
        return str(self.facts["reference"])
