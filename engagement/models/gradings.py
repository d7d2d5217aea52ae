"""Gradings of quality indicators, and the visits that validate them (SCO-06, 07, 37)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from schools.access import at_schools
from schools.models import School
from sitrack.core.models import User, Versioned, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS

READERS = AUTHORITY_ROLES | SCHOOL_LEADERS


class ValidationState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


PLANNED = (ValidationState.PROPOSED, ValidationState.AGREED)


class ValidationQuerySet(models.QuerySet["Validation"]):
    def visible_to(self, user: User) -> "ValidationQuerySet":
        """The council's officers and the school's leaders."""
        return self.filter(at_schools(user, READERS, path="school"))

    def planned(self) -> "ValidationQuerySet":
        return self.filter(state__in=PLANNED)

    def held(self) -> "ValidationQuerySet":
        return self.filter(state=ValidationState.HELD)


class Validation(Versioned):
    """A visit that validates gradings, from its proposal to its report (DEC-20, LET-12).

    Its kind and its indicators are known by the codes of the definition.
    """

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="validations"
    )
    kind = models.SlugField(max_length=20)
    kind_name = models.CharField(max_length=40)
    indicators = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=ValidationState.choices, default=ValidationState.PROPOSED
    )
    scheduled_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    # SCO-13: it "identified significant improvement agenda".
    agenda = models.BooleanField(default=False)
    report = models.TextField(blank=True)
    cancel_reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ValidationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-scheduled_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state__in=["proposed", "agreed"]),
                name="one_planned_validation_per_school",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False),
                name="a_held_validation_has_its_day",
            ),
            given_together(
                "agreed_at", "agreed_by", name="a_validation_is_agreed_whole"
            ),
        ]

    def __str__(self) -> str:
        day = self.held_on or self.scheduled_on
        return f"{self.kind_name}, {day:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("engagement:validation", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.state in PLANNED


class GradingQuerySet(models.QuerySet["Grading"]):
    def visible_to(self, user: User) -> "GradingQuerySet":
        """The council's officers and the school's leaders."""
        return self.filter(at_schools(user, READERS, path="school"))

    def standing(self) -> "GradingQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


class Grading(models.Model):
    """One grade of one indicator, from one source, on one day; never changed.

    A mistake is taken back, with a reason, and entered anew.
    """

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="gradings"
    )
    indicator = models.CharField(max_length=20)
    grade = models.SlugField(max_length=30)
    source = models.SlugField(max_length=20)
    graded_on = models.DateField()
    validation = models.ForeignKey(
        Validation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gradings",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.TextField(blank=True)

    objects: ClassVar[Any] = GradingQuerySet.as_manager()

    class Meta:
        ordering = ["-graded_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "indicator", "source", "graded_on"],
                condition=Q(taken_back_at=None),
                name="one_grading_per_indicator_source_and_day",
            ),
            given_together(
                "taken_back_at", "taken_back_by", name="a_grading_is_taken_back_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.grade}"
