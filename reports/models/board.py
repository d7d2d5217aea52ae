"""That key themes were reported to the authority’s board (WIL-G-01, WIL-G-02)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from schools.access import roles_anywhere
from sitrack.core.models import AcademicYear, User, Versioned
from sitrack.core.roles import Capability, roles_with


class BoardReportQuerySet(models.QuerySet["BoardReport"]):
    def visible_to(self, user: User) -> "BoardReportQuerySet":
        """Of the whole service, and without a school’s name: who reads reports."""
        readers = roles_with(Capability.READ_REPORTS)
        return self if roles_anywhere(user) & readers else self.none()


class BoardReport(Versioned):
    """One quarter: what the board heard on a day, and what it agreed with providers.

    ``told_to`` names who else it was given to, one a line (WIL-R-09).
    ``tables`` are the counts as they stood when it was recorded; they do not change.
    """

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="+")
    quarter = models.PositiveSmallIntegerField()
    begun = models.DateField()
    ends = models.DateField()
    told_on = models.DateField()
    themes = models.TextField()
    agreed = models.TextField(blank=True)
    told_to = models.TextField(blank=True, default="", db_default="")
    tables: Any = models.JSONField(default=list)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    objects: ClassVar[Any] = BoardReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["tables"])

    class Meta:
        ordering = ["-begun"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter"], name="one_board_report_per_quarter"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4),
                name="a_year_has_four_quarters",
            ),
            models.CheckConstraint(
                condition=~Q(themes=""), name="a_board_report_has_words"
            ),
            models.CheckConstraint(
                condition=Q(told_on__gte=F("begun")),
                name="a_board_hears_of_a_quarter_that_has_begun",
            ),
        ]

    def __str__(self) -> str:
        return f"the quarter to {self.ends:%-d %B %Y}"

    @property
    def recipients(self) -> list[str]:
        """Whom the report was given to, in the words of that day."""
        return self.told_to.splitlines()

    def get_absolute_url(self) -> str:
        return reverse("board_report", args=[self.year_id, self.quarter])
