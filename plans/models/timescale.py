"""How long a plan lasts: extensions, and the evaluation at its end."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import Level
from plans.models.plan import Plan, Present
from sitrack.core.models import User, Versioned, given_together
from visits.models import Visit


class PlanExtension(models.Model):
    """A longer timescale, asked for and decided (INV-12).

    Up to its level's limit a plan that was agreed shorter needs no ground. An Interim
    Executive Board is one up to the limit that the definition gives it; anything else
    is an exception that the head of service approves.
    """

    class Basis(models.TextChoices):
        WITHIN = "within", "Within the level’s limit"
        IEB = "ieb", "Interim Executive Board in place"
        EXCEPTION = "exception", "Exception past the level’s limit"

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for a decision"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="extensions")
    basis = models.CharField(max_length=9, choices=Basis.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    old_end = models.DateField()
    new_end = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            given_together(
                "decided_by", "decided_at", name="decision_on_an_extension_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by=None)
                | Q(state__in=["approved", "declined"], decided_by__isnull=False),
                name="decided_extension_names_its_decider",
            ),
            models.CheckConstraint(
                condition=Q(new_end__gt=models.F("old_end")),
                name="extension_is_longer",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_says_why"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state="asked"),
                name="one_open_extension_per_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"extension to {self.new_end:%-d %B %Y}"


class EndEvaluationQuerySet(models.QuerySet["EndEvaluation"]):
    def visible_to(self, user: User) -> "EndEvaluationQuerySet":
        """Evaluations of the plans that the user may read."""
        plans = Plan.objects.visible_to(user).order_by()
        return self.filter(plan__in=plans.values("pk"))


class EndEvaluation(Versioned):
    """The summary evaluation at the end of the timescale (SUF-A-20 to 22)."""

    class Outcome(models.TextChoices):
        MET = "met", "Objectives met"
        PARTLY = "partly", "Objectives partly met"
        NOT_MET = "not_met", "Objectives not met"

    plan = models.OneToOneField(
        Plan, on_delete=models.PROTECT, related_name="evaluation"
    )
    held_on = models.DateField()
    summary = models.TextField()
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    recommended = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    visit = models.OneToOneField(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="end_evaluation",
    )
    school_comment = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    objects: ClassVar[Any] = EndEvaluationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(summary=""), name="end_evaluation_has_a_summary"
            )
        ]

    def __str__(self) -> str:
        return f"evaluation of {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("plans:evaluation", args=[self.plan_id])


class EvaluatedWith(Present):
    """Somebody of the last review, or besides: present, or said why not (ACC-058)."""

    evaluation = models.ForeignKey(
        EndEvaluation, on_delete=models.CASCADE, related_name="present"
    )
    absent_because = models.CharField(max_length=200, blank=True)
