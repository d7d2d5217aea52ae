"""Where a school stands against the benchmarks of its phase, and its phase reviews.

Benchmarks, actions and marks are known by the codes of the framework's programme
(``engagement.definitions.programme``).
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagement.models.levels import LevelAssignment
from engagement.models.records import SchoolYearRecord
from schools.access import at_schools
from schools.models import School
from sitrack.core.models import User, Versioned
from sitrack.core.roles import AUTHORITY_ROLES, READERS, SCHOOL_LEADERS, TEAM

WORKING = AUTHORITY_ROLES | SCHOOL_LEADERS | TEAM


class PhaseSheetQuerySet(models.QuerySet["PhaseSheet"]):
    def visible_to(self, user: User) -> "PhaseSheetQuerySet":
        """Those who work on it; governors read the reviews that come of it."""
        return self.filter(at_schools(user, WORKING, path="school"))


class PhaseSheet(Versioned):
    """The marks of one theme, one strand or the actions, at one school.

    It holds nothing itself: two who mark the same theme at once meet at its version.
    """

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="phase_sheets"
    )
    group = models.SlugField(max_length=30)

    objects: ClassVar[Any] = PhaseSheetQuerySet.as_manager()

    class Meta:
        ordering = ["school", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "group"], name="one_phase_sheet_a_school_and_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} at {self.school}"


class PhaseMark(models.Model):
    """What was said of a benchmark, or of an action, from a day on.

    Rows are never changed nor removed: the last one counts, those before it are its
    history. An empty mark takes the one before it back.
    """

    sheet = models.ForeignKey(
        PhaseSheet, on_delete=models.PROTECT, related_name="marks"
    )
    code = models.CharField(max_length=30)
    mark = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    seen_on = models.DateField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["marked_at", "pk"]
        indexes = [models.Index(fields=["sheet", "code"], name="phase_mark_by_code")]

    def __str__(self) -> str:
        return f"{self.code}: {self.mark or 'not looked at'}"


class PhaseReviewQuerySet(models.QuerySet["PhaseReview"]):
    def visible_to(self, user: User) -> "PhaseReviewQuerySet":
        """Everyone who reads the school's record: a review is shared when recorded."""
        return self.filter(at_schools(user, READERS, path="record__school"))


class PhaseReview(models.Model):
    """A review of a school's phase, as it was shared with the school.

    It is never changed: the marks that it prints are those given by ``shared_at``.
    """

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="phase_reviews"
    )
    assignment = models.ForeignKey(
        LevelAssignment, on_delete=models.PROTECT, related_name="phase_reviews"
    )
    held_on = models.DateField()
    present = models.CharField(max_length=300)
    summary = models.TextField()
    next_steps = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reviewer_name = models.CharField(max_length=150)
    shared_at = models.DateTimeField()

    objects: ClassVar[Any] = PhaseReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Review of {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("phase_review", args=[self.pk])


class LongerStay(models.Model):
    """Why a school stays in a phase past its longest time (TRU-P, ACC-067)."""

    assignment = models.ForeignKey(
        LevelAssignment, on_delete=models.PROTECT, related_name="longer_stays"
    )
    reason = models.TextField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_longer_stay_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.reason}"
