"""Where each school stood in each of the last terms, for the picture of the service.

Worked out with the summaries (decision record 10) and as easily thrown away.
"""

from typing import Any, ClassVar

from django.db import models

from schools.access import at_schools
from schools.models import School
from sitrack.core.models import Term, User
from sitrack.core.roles import Capability, roles_with


class Moved(models.IntegerChoices):
    """How a level compares with an earlier one (DER-10); up is more support."""

    DOWN = -1, "Down"
    SAME = 0, "Same"
    UP = 1, "Up"


class Track(models.TextChoices):
    """Whether the plan is on track at its last review (DER-08)."""

    ON = "on", "On track"
    OFF = "off", "Not on track"
    UNREVIEWED = "unreviewed", "Not yet reviewed"


class Limit(models.TextChoices):
    """How near the plan is to the end of its timescale (DER-11)."""

    NEAR = "near", "Ends within 30 days"
    OVER = "over", "Past its end, without an extension"
    EXTENDED = "extended", "Past its first end, with an extension"


class StandingQuerySet(models.QuerySet["TermStanding"]):
    def visible_to(self, user: User) -> "StandingQuerySet":
        """Those at the schools that the user compares."""
        readers = roles_with(Capability.SEE_PICTURE)
        return self.filter(at_schools(user, readers, path="school"))


class TermStanding(models.Model):
    """One school in one term: on its last day, or today while the term goes on.

    ``counts`` is False where the school was not open then, or has no record.
    ``since_term`` and ``since_year`` are empty where one of the two days has no level.
    The columns of a plan are empty where none was under way.
    """

    school = models.ForeignKey(
        School, on_delete=models.CASCADE, related_name="standings"
    )
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    counts = models.BooleanField()
    level_code = models.CharField(max_length=30, blank=True)
    level_order = models.SmallIntegerField(null=True)
    since_term = models.SmallIntegerField(choices=Moved.choices, null=True)
    since_year = models.SmallIntegerField(choices=Moved.choices, null=True)
    visited = models.BooleanField()
    differs = models.BooleanField()
    plan_track = models.CharField(max_length=10, choices=Track.choices, blank=True)
    plan_limit = models.CharField(max_length=8, choices=Limit.choices, blank=True)
    red = models.PositiveSmallIntegerField(default=0)
    amber = models.PositiveSmallIntegerField(default=0)
    green = models.PositiveSmallIntegerField(default=0)
    minutes_used = models.IntegerField(default=0)
    minutes_ceiling = models.IntegerField(null=True)
    # Plain keys and words, so that the picture needs no other table.
    region_key = models.BigIntegerField(null=True)
    officer_key = models.BigIntegerField(null=True)
    phase = models.CharField(max_length=30)

    objects: ClassVar[Any] = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "term"], name="one_standing_per_school_and_term"
            )
        ]
        indexes = [
            # In the order in which the picture groups, with all that it adds up: the
            # rows of a term come one group after another, and none is sorted.
            models.Index(
                fields=[
                    *("term", "level_code", "since_term", "since_year", "visited"),
                    *("differs", "plan_track", "plan_limit", "counts"),
                    *("region_key", "phase", "school", "minutes_used"),
                    *("minutes_ceiling", "red", "amber", "green"),
                ],
                name="standing_by_group",
            ),
            models.Index(
                fields=[
                    "term",
                    "level_code",
                    "counts",
                    "region_key",
                    "phase",
                    "school",
                ],
                name="standing_by_level",
            ),
            models.Index(
                fields=[
                    *("term", "officer_key", "counts", "region_key", "phase"),
                    *("school", "minutes_used", "minutes_ceiling"),
                ],
                name="standing_by_officer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.term}"
