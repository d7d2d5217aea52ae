"""Reports to members: counts of a term, frozen with their day once approved (PDF-12)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from schools.access import roles_anywhere
from schools.models import Region, School
from sitrack.core.models import Term, User, Versioned
from sitrack.core.roles import Capability, roles_with


class MembersReportQuerySet(models.QuerySet["MembersReport"]):
    def visible_to(self, user: User) -> "MembersReportQuerySet":
        """Those of the whole service, which name no school, and of one's own regions."""
        readers = roles_with(Capability.READ_REPORTS)
        if not roles_anywhere(user) & readers:
            return self.none()
        here = School.objects.where(user, readers).order_by().values("region")
        return self.filter(Q(region=None) | Q(region__in=here))


class MembersReport(Versioned):
    """One report: of the whole service, or of a region.

    Until it is approved its figures are those of today; then ``figures`` holds them as
    they were, and ``public`` what the public version prints. Neither changes again.
    """

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    figures: Any = models.JSONField(null=True, blank=True)
    public: Any = models.JSONField(null=True, blank=True)

    objects: ClassVar[Any] = MembersReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["figures", "public"])

    class Meta:
        ordering = ["-term__start", "region__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(region=None),
                name="one_report_per_term",
            ),
            models.UniqueConstraint(
                fields=["term", "region"],
                condition=Q(region__isnull=False),
                name="one_report_per_term_and_region",
            ),
            models.CheckConstraint(
                condition=Q(
                    approved_by=None,
                    approved_at=None,
                    figures__isnull=True,
                    public__isnull=True,
                )
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    figures__isnull=False,
                    public__isnull=False,
                ),
                name="a_report_is_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"report to members, {self.of}, {self.term}"

    def get_absolute_url(self) -> str:
        return reverse("members_report", args=[self.pk])

    @property
    def of(self) -> str:
        """What it is about."""
        return str(self.region) if self.region else "the whole service"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None
