"""A school in intensive support: how far it is, and how it leaves (SM-7, WIL-X)."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import (
    LevelAssignment,
    RestrictedLetter,
    SchoolLetter,
    SchoolYearRecord,
)
from plans.rules import cases as rules
from schools.access import granted
from schools.models import School
from sitrack.core.models import User, Versioned, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Role

READERS = AUTHORITY_ROLES | SCHOOL_LEADERS | {Role.CHAIR}


class CaseState(models.TextChoices):
    """The words that people read come from the framework (SM-7)."""

    EVALUATION = rules.EVALUATION
    PLANNING = rules.PLANNING
    IMPLEMENTING = rules.IMPLEMENTING
    REVIEW3 = rules.REVIEW3
    NOTICE = rules.NOTICE
    IMPLEMENTING2 = rules.IMPLEMENTING2
    REVIEW = rules.REVIEW
    SCC = rules.SCC
    FINAL6 = rules.FINAL6
    EXIT_PENDING = rules.EXIT_PENDING
    EXITED = rules.EXITED
    STOPPED = rules.STOPPED


class CaseQuerySet(models.QuerySet["IntensiveCase"]):
    def visible_to(self, user: User) -> "CaseQuerySet":
        """The LA’s officers, the school’s leaders and its chair."""
        return self.filter(granted(user, "school", (READERS, None)))

    def open(self) -> "CaseQuerySet":
        return self.exclude(state__in=rules.OVER)

    def leaving(self) -> "CaseQuerySet":
        """Those that need no other plan: what is left is to see how far they came."""
        return self.filter(state__in=rules.LEAVING)


class IntensiveCase(Versioned):
    """One time at one school; ``record`` is that of the year in which it was opened, and
    says by which version of the framework it goes.

    What a restricted letter says is not repeated here: ``notice`` points at it once it
    is out.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="cases")
    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="+"
    )
    level = models.ForeignKey(
        LevelAssignment, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=18, choices=CaseState.choices, default=CaseState.EVALUATION
    )
    opened_on = models.DateField()
    # The school has the exit criteria: who said so, and when (WIL-X-00).
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    basis = models.SlugField(max_length=30, blank=True)
    evaluated_on = models.DateField(null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    review_moved = models.TextField(blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_note = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    noticed_on = models.DateField(null=True, blank=True)
    again_on = models.DateField(null=True, blank=True)
    reviewed_again_on = models.DateField(null=True, blank=True)
    final_on = models.DateField(null=True, blank=True)
    evaluated_finally_on = models.DateField(null=True, blank=True)
    final_note = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_note = models.TextField(blank=True)
    notice = models.ForeignKey(
        RestrictedLetter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[Any] = CaseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=~Q(state__in=[*sorted(rules.OVER)]),
                name="one_open_case_per_school",
            ),
            given_together(
                "acknowledged_by",
                "acknowledged_at",
                name="criteria_are_acknowledged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*sorted(rules.OVER)], ended_on__isnull=False)
                | ~Q(state__in=[*sorted(rules.OVER)]) & Q(ended_on=None),
                name="a_case_that_is_over_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Intensive support, {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in rules.OVER

    @property
    def due_on(self) -> date | None:
        """The day that the present stage ends by, where it has one."""
        days = {
            CaseState.IMPLEMENTING: self.review_on,
            CaseState.IMPLEMENTING2: self.again_on,
            CaseState.FINAL6: self.final_on,
        }
        return days.get(CaseState(self.state))


class ExitCheckQuerySet(models.QuerySet["ExitCheck"]):
    def visible_to(self, user: User) -> "ExitCheckQuerySet":
        """Whoever reads the case."""
        return self.filter(granted(user, "case__school", (READERS, None)))


class ExitCheck(Versioned):
    """How a school stands against the exit criteria; answers are kept by code."""

    case = models.OneToOneField(
        IntensiveCase, on_delete=models.PROTECT, related_name="exit_check"
    )
    impact = models.JSONField(default=list, blank=True)
    impact_text = models.TextField(blank=True)
    # How the gate stood when the school was judged ready.
    gate = models.TextField(blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    returned_note = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    letter = models.OneToOneField(
        SchoolLetter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exit_check",
    )

    objects: ClassVar[Any] = ExitCheckQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{act}_by": None, f"{act}_at": None})
                    | Q(**{f"{act}_by__isnull": False, f"{act}_at__isnull": False}),
                    name=f"an_exit_{act}_says_who_and_when",
                )
                for act in ("judged", "approved")
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(judged_by__isnull=False) & ~Q(approved_by=models.F("judged_by")),
                name="one_judges_and_another_approves_an_exit",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(letter__isnull=False),
                name="an_exit_is_approved_with_its_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"Exit of {self.case.school}"


class ExitAnswer(models.Model):
    """Whether one criterion is met, and what shows it."""

    of = models.ForeignKey(ExitCheck, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=20)
    met = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "code"], name="one_answer_per_exit_criterion"
            )
        ]

    def __str__(self) -> str:
        return self.code
