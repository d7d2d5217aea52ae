"""A school's calendar of reviews: what is planned for a day, and what was held."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagement.models.obligations import Obligation
from engagement.models.phases import WORKING
from engagement.models.records import SchoolYearRecord
from schools.access import at_schools
from sitrack.core.models import User, Versioned


class OccasionQuerySet(models.QuerySet["Occasion"]):
    def visible_to(self, user: User) -> "OccasionQuerySet":
        """Both sides that work on the record, and the specialists who hold audits."""
        return self.filter(at_schools(user, WORKING, path="record__school"))

    def ahead(self) -> "OccasionQuerySet":
        """Those that have a day and were neither held nor called off."""
        return self.filter(held_on=None, called_off="", planned_on__isnull=False)


class Occasion(Versioned):
    """One review, audit, check or forum at a school, by its code in the framework.

    It may be planned first; what is due without a day needs no planning. ``obligation``
    is what it was recorded for, where it was recorded for something that is due.
    """

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="occasions"
    )
    code = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    planned_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    # Who took part without a sign-in, in the words of that day, one a line.
    taking_part = models.TextField(blank=True, default="", db_default="")
    obligation = models.ForeignKey(
        Obligation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="occasions",
    )
    called_off = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    objects: ClassVar[Any] = OccasionQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_on__isnull=False) | Q(held_on__isnull=False),
                name="an_occasion_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(called_off="") | Q(held_on=None),
                name="what_was_held_was_not_called_off",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("school_calendar", args=[self.record_id])

    @property
    def said(self) -> str:
        """What came of it, and who took part from outside, in one line."""
        others = ", ".join(self.taking_part.splitlines())
        return " · ".join(filter(None, (self.outcome, others and f"with {others}")))

    @property
    def day(self) -> date | None:
        return self.held_on or self.planned_on
