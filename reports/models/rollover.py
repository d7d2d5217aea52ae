"""Carrying the records of all schools into a year: one job a year, school by school."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from schools.access import at_schools
from schools.models import School
from sitrack.core.models import AcademicYear, Claimable, User
from sitrack.core.roles import READERS


class Rollover(Claimable):
    """The work of one year; asked for again, it goes on where it was left.

    ``stopped_by`` is set once somebody has stopped it, and empty while it runs.
    """

    never_given_up: ClassVar[bool] = True

    year = models.OneToOneField(
        AcademicYear, on_delete=models.PROTECT, related_name="rollover"
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    schools_done = models.PositiveIntegerField(default=0)
    schools_total = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Records into {self.year}"


class Outcome(models.TextChoices):
    CARRIED = "carried", "Carried over"
    LOCKED = "locked", "Locked: the school has closed"
    LEFT_OUT = "left_out", "Left out: no agreement"
    WAITS = "waits", "Not carried over yet"


class RolledSchoolQuerySet(models.QuerySet["RolledSchool"]):
    def visible_to(self, user: User) -> "RolledSchoolQuerySet":
        return self.filter(at_schools(user, READERS, path="school"))


class RolledSchool(models.Model):
    """What became of one school, with the reason where its record was not carried."""

    rollover = models.ForeignKey(
        Rollover, on_delete=models.CASCADE, related_name="schools"
    )
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    objects: ClassVar[Any] = RolledSchoolQuerySet.as_manager()

    class Meta:
        ordering = ["school__name", "school"]
        constraints = [
            models.UniqueConstraint(
                fields=["rollover", "school"], name="one_outcome_per_rolled_school"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_outcome_display()}"
