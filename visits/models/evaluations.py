"""An evaluation of a school, and how far it has come (SM-5)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import SchoolYearRecord
from schools.access import granted
from schools.models import Person, School
from sitrack.core import calendar
from sitrack.core.models import User, Versioned, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Role

GOVERNORS = frozenset({Role.CHAIR, Role.GOVERNOR})
# Whoever answers for the service reads what a team writes; another officer does not.
OVERSEERS = frozenset({Role.LEAD, Role.HEAD, Role.DIRECTOR})


class EvaluationState(models.TextChoices):
    PLANNED = "planned", "Planned"
    PREP = "prep", "In preparation"
    SCHEDULED = "scheduled", "Focus and methodology shared"
    CONDUCTED = "conducted", "Held"
    FEEDBACK_GIVEN = "feedback_given", "Feedback given"
    DRAFT_SENT = "draft_sent", "Draft report sent"
    FACTUAL_CHECK = "factual_check", "Facts checked"
    FINAL = "final", "Final report"
    SHARED_WITH_GOVERNORS = "shared_with_governors", "Discussed with governors"
    CLOSED = "closed", "Closed"
    CALLED_OFF = "called_off", "Called off"


S = EvaluationState
AHEAD = [S.PLANNED, S.PREP, S.SCHEDULED]
FED_BACK = [S.FEEDBACK_GIVEN, S.DRAFT_SENT, S.FACTUAL_CHECK]
SENT = [S.DRAFT_SENT, S.FACTUAL_CHECK]
OVER = [S.CLOSED, S.CALLED_OFF]
FINISHED = [S.FINAL, S.SHARED_WITH_GOVERNORS, S.CLOSED]


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def visible_to(self, user: User) -> "EvaluationQuerySet":
        """That it is held, when and about what: both sides, governors and its team
        (domain 4.2). What is found has grants of its own."""
        may_see = granted(
            user,
            "record__school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS, None),
            (GOVERNORS, None),
        )
        return self.filter(may_see | on_team(user, path=""))


class Evaluation(Versioned):
    """One evaluation of one kind, on the form of its record's framework.

    ``judged`` are the codes of what is judged, where the kind has it chosen.
    """

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="evaluations"
    )
    kind = models.CharField(max_length=60)
    state = models.CharField(
        max_length=21, choices=EvaluationState.choices, default=EvaluationState.PLANNED
    )
    because = models.TextField(blank=True)
    judged = models.JSONField(default=list, blank=True)
    lead = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="evaluations_led"
    )
    lead_name = models.CharField(max_length=150)
    lead_title = models.CharField(max_length=250, blank=True)
    meeting_on = models.DateField()
    evaluation_on = models.DateField()
    focus = models.TextField(blank=True)
    methodology = models.TextField(blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    feedback_on = models.DateField(null=True, blank=True)
    # By role: the headteacher, senior leaders, the chair, governors.
    feedback_to = models.TextField(blank=True)
    # The headteacher lets deputies read before the report is final.
    deputies_read = models.BooleanField(default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    # The factual check ended because its days ran out (INV-19).
    check_lapsed = models.BooleanField(default=False)
    late_told_at = models.DateTimeField(null=True, blank=True)
    governors_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    called_off_reason = models.TextField(blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    called_off_at = models.DateTimeField(null=True, blank=True)
    # How far it had come by then.
    called_off_in = models.CharField(max_length=21, blank=True)

    objects: ClassVar[Any] = EvaluationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-evaluation_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting_on__lte=F("evaluation_on")),
                name="evaluation_follows_its_meeting",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[S.PLANNED, S.PREP, S.CALLED_OFF])
                | Q(shared_at__isnull=False) & ~Q(focus="") & ~Q(methodology=""),
                name="focus_is_shared_before_the_evaluation",
            ),
            given_together("checked_by", "checked_at", name="factual_check_is_whole"),
            models.CheckConstraint(
                condition=~Q(state__in=[S.FACTUAL_CHECK, *FINISHED])
                | Q(checked_at__isnull=False)
                | Q(check_lapsed=True),
                name="facts_are_checked_before_the_report_is_final",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.SHARED_WITH_GOVERNORS)
                | Q(governors_on__isnull=False),
                name="governors_discuss_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=S.CALLED_OFF,
                    called_off_by__isnull=False,
                    called_off_at__isnull=False,
                )
                & ~Q(called_off_reason="")
                & ~Q(called_off_in="")
                | ~Q(state=S.CALLED_OFF)
                & Q(
                    called_off_reason="",
                    called_off_by=None,
                    called_off_at=None,
                    called_off_in="",
                ),
                name="evaluation_is_called_off_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["record", "state"], name="evaluation_by_record"),
            models.Index(
                fields=["evaluation_on"],
                condition=Q(state__in=[S.SCHEDULED, S.CONDUCTED, S.FEEDBACK_GIVEN]),
                name="evaluation_without_a_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"evaluation of {self.evaluation_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("visits:evaluation", args=[self.pk])

    @property
    def school(self) -> School:
        return self.record.school

    @property
    def led_by(self) -> str:
        """Who leads it, by the name and the title of the day they were named."""
        parts = (self.lead_name, self.lead_title)
        return ", ".join(part for part in parts if part)

    @property
    def is_ahead(self) -> bool:
        """Whether it has still to be held."""
        return self.state in AHEAD

    @property
    def is_called_off(self) -> bool:
        return self.state == S.CALLED_OFF

    @property
    def came_to(self) -> str:
        """How far it has come, or had come when it was called off."""
        return self.called_off_in or self.state

    @property
    def is_final(self) -> bool:
        """Whether its report is final, so that nothing of it is provisional."""
        return self.state in FINISHED


class EvaluationMember(Versioned):
    """An evaluator beside the lead, and the summary that they give the lead
    (WIL-E-45). Whoever does not work for the authority at the school reads the
    evaluation up to and with a day."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="members"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="evaluates"
    )
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=250, blank=True)
    until = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    summary = models.TextField(blank=True)
    summary_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    summary_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "person"],
                condition=Q(removed_at=None),
                name="an_evaluator_is_named_once",
            ),
            models.CheckConstraint(
                condition=Q(summary="", summary_by=None, summary_at=None)
                | Q(summary_by__isnull=False, summary_at__isnull=False)
                & ~Q(summary=""),
                name="evaluators_summary_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name


def _named(user: User) -> models.QuerySet[EvaluationMember]:
    return EvaluationMember.objects.filter(person__user=user.key, removed_at=None)


def helps_with(user: User) -> Q:
    """The filter for evaluations that the user reads up to a day that has not passed."""
    today = _named(user).filter(until__gte=calendar.today())
    return Q(pk__in=today.values("evaluation"))


def on_team(user: User, *, path: str) -> Q:
    """The filter for what belongs to evaluations that the user leads or helps with.

    ``path`` leads to the evaluation, such as ``evaluation__``; it is empty where the
    row is it. Membership ends with its day, or with the post that it stands on.
    """
    works_there = granted(user, "record__school", (AUTHORITY_ROLES, None))
    lasting = _named(user).filter(until=None).values("evaluation")
    own = helps_with(user) | works_there & (Q(lead__user=user.key) | Q(pk__in=lasting))
    if not path:
        return own
    found = Evaluation.objects.filter(own).order_by().values("pk")
    return Q(**{f"{path}pk__in": found})


def reads_work(user: User, *, path: str) -> Q:
    """The filter for what a team writes for itself: its own, and those who answer for
    the service (domain 4.2)."""
    return granted(user, f"{path}record__school", (OVERSEERS, None)) | on_team(
        user, path=path
    )


def reads_found(user: User, *, path: str, told: list[EvaluationState]) -> Q:
    """The filter for what an evaluation found: its team and those over it always; the
    headteacher and governors once they are ``told``, deputies where the headteacher
    lets them; both sides and governors once the report is final (CONF-03)."""
    final = Q(**{f"{path}state__in": FINISHED})
    # Whoever had been told still is once it is called off.
    had_been = Q(**{f"{path}called_off_in__in": told})
    given = Q(**{f"{path}state__in": told}) | had_been | final
    agreed = Q(**{f"{path}deputies_read": True}) & given
    return reads_work(user, path=path) | granted(
        user,
        f"{path}record__school",
        (frozenset({Role.HEADTEACHER}), given),
        (frozenset({Role.DEPUTY}), agreed | final),
        (GOVERNORS, given),
        (AUTHORITY_ROLES, final),
    )
