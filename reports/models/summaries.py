"""What waits at each school and where it stands, worked out beforehand.

These rows hold nothing of their own: they follow from the rest, may be thrown away at
any time, and so name visits and records by plain keys (decision record 10).
"""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.choices import NOTHING_WAITS, RANKED
from schools.access import at_schools
from schools.models import School
from sitrack.core.models import User
from sitrack.core.roles import READERS


class SummaryQuerySet(models.QuerySet["SchoolSummary"]):
    def visible_to(self, user: User) -> "SummaryQuerySet":
        """Summaries of the user's schools. ``waits`` and ``stand`` hold what concerns
        several sides: pages take from them only what concerns their reader."""
        return self.filter(at_schools(user, READERS, path="school"))

    def open(self) -> "SummaryQuerySet":
        return self.filter(is_open=True)

    def due(self, day: date) -> "SummaryQuerySet":
        """Those that something has changed since, or that are of an earlier day."""
        return self.filter(Q(stale=True) | Q(day__lt=day))


class SchoolSummary(models.Model):
    """One school on one day: facts of a list's row, and what waits for whom.

    ``waits`` holds groups of what waits (``reports.summary.waiting``), ``stand`` the
    short facts of the school's page (``reports.summary.stand``).
    """

    school = models.OneToOneField(
        School, on_delete=models.CASCADE, related_name="summary"
    )
    day = models.DateField(null=True, db_index=True)
    stale = models.BooleanField(default=True, db_index=True)
    name = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField(default=True)
    listed = models.BooleanField(default=False)
    record_key = models.BigIntegerField(null=True)
    term_key = models.BigIntegerField(null=True)
    term_words = models.CharField(max_length=60, blank=True)
    level_code = models.CharField(max_length=30, blank=True)
    level_label = models.CharField(max_length=120, blank=True)
    next_visit_on = models.DateField(null=True)
    next_visit_at = models.DateTimeField(null=True)
    minutes_used = models.IntegerField(default=0)
    minutes_uncounted = models.IntegerField(default=0)
    minutes_ceiling = models.IntegerField(null=True)
    differs = models.BooleanField(default=False)
    differ = models.TextField(blank=True)
    vacant = models.CharField(max_length=80, blank=True)
    in_queue = models.PositiveSmallIntegerField(default=0)
    waits = models.JSONField(default=list)
    stand = models.JSONField(default=dict)
    officer_rank = models.IntegerField(default=NOTHING_WAITS)
    lead_rank = models.IntegerField(default=NOTHING_WAITS)
    head_rank = models.IntegerField(default=NOTHING_WAITS)
    director_rank = models.IntegerField(default=NOTHING_WAITS)
    leader_rank = models.IntegerField(default=NOTHING_WAITS)

    objects: ClassVar[Any] = SummaryQuerySet.as_manager()

    class Meta:
        # What a list is sorted, narrowed and counted by, without the long columns.
        indexes = [
            models.Index(
                fields=[
                    *("school", "is_open", "listed", "name", "level_code", *RANKED),
                    *("in_queue", "differs"),
                ],
                name="summary_narrow",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.day}"

    def is_due(self, day: date) -> bool:
        """Whether something has changed since, or a new day has begun."""
        return self.stale or self.day is None or self.day < day


class OwnRankQuerySet(models.QuerySet["OwnRank"]):
    def visible_to(self, user: User) -> "OwnRankQuerySet":
        return self.filter(user=user.key)


class OwnRank(models.Model):
    """How pressing a school is for one person for whom their role does not tell it:
    who leads a visit there, has a next step to do, or may not decide this proposal."""

    summary = models.ForeignKey(
        SchoolSummary, on_delete=models.CASCADE, related_name="own_ranks"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    rank = models.IntegerField()

    objects: ClassVar[Any] = OwnRankQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "summary"], name="one_own_rank_per_school"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.summary}"
