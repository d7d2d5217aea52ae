"""What is due at a school, and what became of it (domain 3.3)."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagement.models.definitions import CadenceRule
from engagement.models.records import SchoolYearRecord
from schools.access import at_schools
from schools.models import School
from sitrack.core.models import Term, User
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Role

OPEN = Q(met_on=None, waived_at=None, cancelled="")


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, user: User) -> "ObligationQuerySet":
        """Both sides that work on the record; the school reads why something was
        waived (SUF-P-08)."""
        return self.filter(
            at_schools(user, AUTHORITY_ROLES | SCHOOL_LEADERS, path="school")
        )

    def open(self) -> "ObligationQuerySet":
        return self.filter(OPEN)

    def due_within(self, day: date, days: int) -> "ObligationQuerySet":
        """DER-06: open and due from a day on, at most so many days later."""
        until = day + timedelta(days=days)
        return self.open().filter(due_on__gte=day, due_on__lte=until)


class Obligation(models.Model):
    """One thing that a cadence rule asks of one school, for one period.

    What met it is named by kind and key, since it may stand in an app above. Whether
    it is met follows from what was done; only waiving is a person's own act.
    """

    class Cancelled(models.TextChoices):
        SCHOOL_CLOSED = "closed", "school closed"
        NOT_ASKED = "not_asked", "no longer asked for"

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="obligations"
    )
    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="obligations"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule = models.ForeignKey(CadenceRule, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=60)
    activity = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    responsible = models.CharField(max_length=12, choices=Role.choices)
    due_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_kind = models.CharField(max_length=20, blank=True)
    met_key = models.BigIntegerField(null=True, blank=True)
    waived_reason = models.TextField(blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    waived_at = models.DateTimeField(null=True, blank=True)
    cancelled = models.CharField(max_length=10, choices=Cancelled.choices, blank=True)

    objects: ClassVar[Any] = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "rule__code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "rule", "period"],
                name="one_obligation_per_school_rule_and_period",
            ),
            models.CheckConstraint(
                condition=Q(met_on=None, met_kind="", met_key=None)
                | (Q(met_on__isnull=False, met_key__isnull=False) & ~Q(met_kind="")),
                name="obligation_says_what_met_it",
            ),
            models.CheckConstraint(
                condition=Q(waived_reason="", waived_by=None, waived_at=None)
                | (
                    Q(waived_by__isnull=False, waived_at__isnull=False)
                    & ~Q(waived_reason="")
                ),
                name="obligation_is_waived_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "due_on"], condition=OPEN, name="obligation_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}, by {self.due_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("school_due", args=[self.school_id])

    @property
    def is_open(self) -> bool:
        return not (self.met_on or self.waived_at or self.cancelled)
