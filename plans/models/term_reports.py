"""The report of a term to the senior officer, from the reviews of the plan (LET-11)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from schools.access import granted
from schools.models import School
from sitrack.core.models import Term, User, Versioned, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS


class TermReportQuerySet(models.QuerySet["TermReport"]):
    def visible_to(self, user: User) -> "TermReportQuerySet":
        """The authority's officers; the school's leaders once it is sent (CONF-07)."""
        sent = Q(sent_at__isnull=False)
        return self.filter(
            granted(user, "school", (AUTHORITY_ROLES, None), (SCHOOL_LEADERS, sent))
        )


class TermReport(Versioned):
    """One report for each school and term; once it is sent it stays as it is."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="term_reports"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TermReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-term__start"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "term"], name="one_report_per_school_and_term"
            ),
            given_together("sent_by", "sent_at", name="a_term_report_is_sent_whole"),
        ]

    def __str__(self) -> str:
        return f"Report of progress, {self.term}"

    def get_absolute_url(self) -> str:
        return reverse("plans:term_report", args=[self.pk])
