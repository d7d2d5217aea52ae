"""What a plan holds: priorities, their actions, and the checks of its level."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import EntitlementLine, RecordPriority, Team
from plans.models.plan import Plan
from schools.models import Person
from sitrack.core.models import User, Versioned, given_together
from visits.models import NextStep, Visit


class PlanPriority(Versioned):
    """A numbered priority: what it is, and the changes we will see (SUF-A-13, 14).

    Its version moves with its actions as well, where both are written on one page.
    Where a definition draws the plan's form, ``section`` is the part of the form that
    it stands in, and ``boxes`` what is written in the boxes that have no column here.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    expected_change = models.TextField(blank=True)
    # The school improvement priority that it serves, where it serves one.
    priority = models.ForeignKey(
        RecordPriority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_priorities",
    )
    section = models.SlugField(max_length=40, blank=True)
    boxes = models.JSONField(default=dict, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class ActionState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    def visible_to(self, user: User) -> "PlanActionQuerySet":
        """Actions of the plans that the user may read."""
        plans = Plan.objects.visible_to(user).order_by()
        return self.filter(priority__plan__in=plans.values("pk"))

    def open(self) -> "PlanActionQuerySet":
        return self.filter(state=ActionState.OPEN)


class PlanAction(Versioned):
    """One action: what, who and when (SUF-A-16 to 18).

    ``due_on`` is the day; ``when`` the words that were used for it, such as "by half
    term". An action that grew out of a next step points at it. Where a definition
    draws the plan's form, ``side`` is the list that it stands in.
    """

    priority = models.ForeignKey(
        PlanPriority, on_delete=models.CASCADE, related_name="actions"
    )
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_actions",
    )
    who = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True, blank=True)
    when = models.CharField(max_length=100, blank=True)
    step = models.OneToOneField(
        NextStep,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_action",
    )
    state = models.CharField(
        max_length=7, choices=ActionState.choices, default=ActionState.OPEN
    )
    state_note = models.TextField(blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state_at = models.DateTimeField(null=True, blank=True)
    side = models.SlugField(max_length=40, blank=True)
    boxes = models.JSONField(default=dict, blank=True)

    objects: ClassVar[Any] = PlanActionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["priority__order", "order", "pk"]
        constraints = [
            given_together("state_by", "state_at", name="state_of_an_action_is_whole"),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN) | Q(state_by__isnull=False),
                name="closed_action_says_who",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="plan_action_due")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("plans:action", args=[self.pk])

    @property
    def owner(self) -> str:
        """Who does it, by name; a person need not have an account."""
        return self.who or str(self.person or "")

    def is_overdue(self, day: date) -> bool:
        return self.state == ActionState.OPEN and bool(
            self.due_on and self.due_on < day
        )


class CheckState(models.TextChoices):
    TO_DO = "to_do", "Not arranged yet"
    BOOKED = "booked", "Arranged"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "Not needed"


class EntitlementUse(Versioned):
    """What became of an item that the plan's level brings, such as a health check
    (SUF-E-07 to 12): whose it is, how far it is, and what came of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="checks")
    line = models.ForeignKey(
        EntitlementLine, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=CheckState.choices, default=CheckState.TO_DO
    )
    day = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["line__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "line"], name="a_plan_uses_a_line_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CheckState.BOOKED, CheckState.DONE])
                | Q(day__isnull=False),
                name="arranged_check_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.line)
