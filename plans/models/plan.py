"""A plan of additional engagement: how long, why, and how far it has come (SM-2)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import Criterion, Level, PlanTemplate, SchoolYearRecord
from schools.access import granted
from schools.models import Person, School
from sitrack.core.models import User, Versioned, given_together
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    GOVERNANCE,
    SCHOOL_LEADERS,
    TEAM,
    Role,
)


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    ACTIVE = "active", "Under way"
    TRANSITION = "transition", "In transition"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


LIVE = [PlanState.AGREED, PlanState.ACTIVE, PlanState.TRANSITION]
ENDED = [PlanState.CLOSED, PlanState.CANCELLED]


class Ending(models.TextChoices):
    """How a plan that ended came to its end."""

    RUN_OUT = "run_out", "Ended after its transition period"
    FINISHED = "finished", "Ended after its final meeting"
    EARLY = "early", "Ended early"
    ESCALATED = "escalated", "Ended by a higher level"
    CANCELLED = "cancelled", "Cancelled"


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> "PlanQuerySet":
        """A plan is coproduced: both sides read the draft, and so does the chair;
        governors read what was agreed, another team where it has a part."""
        agreed = ~Q(state=PlanState.DRAFT) & Q(la_agreed_at__isnull=False)
        has_part = Q(team__person__user=user.key) | Q(
            priorities__actions__person__user=user.key
        )
        may_see = granted(
            user,
            "school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS, None),
            (frozenset({Role.CHAIR}), None),
            (GOVERNANCE, agreed),
        ) | Q(pk__in=self._with_a_part(user, has_part))
        return self.filter(may_see)

    def _with_a_part(self, user: User, has_part: Q) -> Any:
        seen = granted(user, "school", (TEAM, has_part))
        return self.model.objects.filter(seen).order_by().values("pk")

    def live(self) -> "PlanQuerySet":
        """Plans that are agreed and have not ended."""
        return self.filter(state__in=LIVE)

    def under_way(self) -> "PlanQuerySet":
        """Plans whose timescale runs; a plan in transition is past it."""
        return self.filter(state=PlanState.ACTIVE)


class Plan(Versioned):
    """One plan at one school, on the form of its framework's version (SUF-A).

    ``record`` is the record of the year in which it was begun; a plan goes on through
    the next. ``kind`` is its template's code: of a kind one plan lives at a time.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="plans")
    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="plans"
    )
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(
        PlanTemplate, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.SlugField(max_length=40)
    state = models.CharField(
        max_length=10, choices=PlanState.choices, default=PlanState.DRAFT
    )
    reasons = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    transition_ends_on = models.DateField(null=True, blank=True)
    # What the meetings of a form are counted from, and why it was set anew (WIL-O-17).
    counted_from = models.DateField(null=True, blank=True)
    counted_because = models.TextField(blank=True)
    # What is written in the boxes of a form's front.
    boxes = models.JSONField(default=dict, blank=True)
    # The end of a transition that its lead was reminded of.
    reminded_of = models.DateField(null=True, blank=True)
    # An Interim Executive Board lengthens the statutory limit (SUF-E-23).
    ieb_from = models.DateField(null=True, blank=True)
    ieb_to = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    school_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    school_agreed_at = models.DateTimeField(null=True, blank=True)
    # What the school says of a plan that the LA may begin without it (DEC-05).
    school_view = models.TextField(blank=True)
    la_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    la_agreed_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    # What only the query of a plan's page tells besides.
    is_unread: bool
    goes_higher: bool
    was_asked_longer: bool

    objects: ClassVar[Any] = PlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(state__in=LIVE),
                name="one_live_plan_per_school_and_kind",
            ),
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(state=PlanState.DRAFT),
                name="one_draft_plan_per_school_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(transition_ends_on=None)
                | Q(transition_ends_on__gt=F("ends_on")),
                name="transition_follows_the_plan",
            ),
            models.CheckConstraint(
                condition=Q(ieb_to=None) | Q(ieb_to__gte=F("ieb_from")),
                name="board_ends_after_it_starts",
            ),
            given_together(
                "school_agreed_by",
                "school_agreed_at",
                name="schools_agreement_is_whole",
            ),
            given_together(
                "la_agreed_by", "la_agreed_at", name="las_agreement_is_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=LIVE)
                | Q(
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                    la_agreed_at__isnull=False,
                ),
                name="live_plan_has_days_and_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.TRANSITION)
                | Q(transition_ends_on__isnull=False),
                name="transition_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(state__in=ENDED), ending="", ended_on=None, ended_reason=""
                )
                | Q(state__in=ENDED, ended_on__isnull=False) & ~Q(ending=""),
                name="ended_plan_says_when_and_how",
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="plan_by_school")]

    def __str__(self) -> str:
        return f"plan of {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


class Present(models.Model):
    """Somebody who sat in a meeting, by the name and title of that day (DP-11)."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=100, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.job_title}" if self.job_title else self.name


class PlannedWith(Present):
    """Who was at the meeting that made the plan (SUF-A-02)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="present")


class PlanReason(models.Model):
    """A criterion picked as a reason, in the block of its level (SUF-A-05, 06)."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="picked_reasons"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["criterion__level__order", "criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "criterion"], name="a_plan_names_a_criterion_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.criterion)


class TeamMember(models.Model):
    """One row of the team around the school: business contacts only (SUF-A-10)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=100, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    order = models.PositiveSmallIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
