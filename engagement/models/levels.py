"""Levels: an effective-dated history, and the proposals that lead to it (SM-1)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models.definitions import Criterion, Level, Theme
from engagement.models.records import SchoolYearRecord
from schools.access import granted
from schools.models import InspectionResult, School
from sitrack.core.models import User, Versioned, given_together
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    GOVERNANCE,
    SCHOOL_LEADERS,
)
from sitrack.core.words import worded


class Side(models.TextChoices):
    SCHOOL = "school", "The school"
    LA = "la", "The LA"

    @property
    def spoken(self) -> str:
        """As it reads inside a sentence."""
        return "the school" if self == Side.SCHOOL else worded("the {authority}")

    @property
    def named(self) -> str:
        """As it stands by itself."""
        return "The school" if self == Side.SCHOOL else worded("The {authority}")


class LevelState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Waiting for the other side’s view"
    VIEWED = "viewed", "Waiting for a decision"
    APPROVED = "approved", "Approved"
    SUPERSEDED = "superseded", "Superseded"
    RETURNED = "returned", "Returned"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN_STATES = [
    LevelState.DRAFT,
    LevelState.PROPOSED,
    LevelState.VIEWED,
    LevelState.RETURNED,
]
IN_FORCE_STATES = [LevelState.APPROVED, LevelState.SUPERSEDED]


class View(models.TextChoices):
    AGREES = "agrees", "Agrees with the proposal"
    PREFERS_OTHER = "prefers_other", "Prefers another level"
    NO_COMMENT = "no_comment", "No comment"
    NO_RESPONSE = "no_response", "No response"


class LevelQuerySet(models.QuerySet["LevelAssignment"]):
    def visible_to(self, user: User) -> "LevelQuerySet":
        """Drafts belong to their side (CONF-07); governors see what was decided."""
        put_forward = ~Q(state__in=[LevelState.DRAFT, LevelState.RETURNED])
        may_see = granted(
            user,
            "school",
            (AUTHORITY_ROLES, put_forward | Q(raised_side=Side.LA)),
            (SCHOOL_LEADERS, put_forward | Q(raised_side=Side.SCHOOL)),
            (GOVERNANCE, Q(state__in=IN_FORCE_STATES)),
        )
        return self.filter(may_see)

    def undecided(self) -> "LevelQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def in_force(self, day: Any) -> "LevelQuerySet":
        return self.filter(state__in=IN_FORCE_STATES, effective_from__lte=day).filter(
            Q(effective_to=None) | Q(effective_to__gte=day)
        )


class LevelAssignment(Versioned):
    """A level proposed for a school and, once approved, in force from a day on."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="levels")
    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="levels"
    )
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=LevelState.choices, default=LevelState.DRAFT
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    raised_side = models.CharField(max_length=6, choices=Side.choices)
    raised_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    suggested = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rationale = models.TextField(blank=True)
    view = models.CharField(max_length=13, choices=View.choices, blank=True)
    view_level = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    view_text = models.TextField(blank=True)
    viewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    viewed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    # The authority set it at once: the school's view comes afterwards (INV-18).
    forced = models.BooleanField(default=False)

    objects: ClassVar[Any] = LevelQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-effective_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_proposal_per_record",
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state=LevelState.APPROVED, effective_to=None),
                name="one_level_without_end_per_school",
            ),
            models.CheckConstraint(
                condition=Q(view="", viewed_by=None, viewed_at=None)
                | Q(view=View.NO_RESPONSE, viewed_by=None, viewed_at__isnull=False)
                | Q(viewed_by__isnull=False, viewed_at__isnull=False)
                & ~Q(view__in=["", View.NO_RESPONSE]),
                name="view_of_a_level_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=LevelState.VIEWED) | ~Q(view=""),
                name="level_is_decided_with_a_view",
            ),
            given_together(
                "decided_by", "decided_at", name="decision_on_a_level_is_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[LevelState.APPROVED, LevelState.REJECTED])
                | Q(decided_by__isnull=False),
                name="approval_names_its_decider",
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None)
                | Q(effective_to__gte=models.F("effective_from")),
                name="level_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "effective_from"], name="level_by_school")
        ]

    def __str__(self) -> str:
        return f"{self.level} for {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("level", args=[self.pk])

    @property
    def other_side(self) -> Side:
        return Side.LA if self.raised_side == Side.SCHOOL else Side.SCHOOL

    @property
    def is_silent(self) -> bool:
        """Whether the other side gave no view in its ten working days."""
        return self.view == View.NO_RESPONSE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class CriterionPick(models.Model):
    """A criterion that one side holds to be true, with its evidence."""

    assignment = models.ForeignKey(
        LevelAssignment, on_delete=models.CASCADE, related_name="picks"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices)
    evidence = models.TextField(blank=True)
    not_applicable = models.BooleanField(default=False)
    # Whether it weighs heavily in a best fit, by the framework or by whoever picked it.
    decisive = models.BooleanField(default=False)
    # The inspection that offered the criterion (ACC-095).
    inspection = models.ForeignKey(
        InspectionResult,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["criterion__level__order", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "criterion", "side"],
                name="a_side_picks_a_criterion_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.criterion)


class ThemeEvidence(models.Model):
    """What shows one side's picks of a theme, where a level is a best fit."""

    assignment = models.ForeignKey(
        LevelAssignment, on_delete=models.CASCADE, related_name="theme_evidence"
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices)
    text = models.TextField()

    class Meta:
        ordering = ["theme__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "theme", "side"],
                name="a_side_speaks_of_a_theme_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.theme)
