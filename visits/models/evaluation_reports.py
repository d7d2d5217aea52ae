"""The report of an evaluation, draft and final, and the check of its facts."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from schools.access import granted
from sitrack.core.models import User, Versioned, given_together
from sitrack.core.roles import Role
from visits.models.corrections import Outcome
from visits.models.evaluations import (
    SENT,
    Evaluation,
    reads_found,
    reads_work,
)


class ReportVersion(models.TextChoices):
    DRAFT = "draft", "Draft"
    FINAL = "final", "Final"


class EvaluationReportQuerySet(models.QuerySet["EvaluationReport"]):
    def visible_to(self, user: User) -> "EvaluationReportQuerySet":
        """A draft is its team's until it is sent; then as ``reads_found`` says."""
        found = reads_found(user, path="evaluation__", told=SENT)
        sent = Q(sent_at__isnull=False)
        return self.filter(reads_work(user, path="evaluation__") | (found & sent))


class EvaluationReport(Versioned):
    """One version: texts by the code of their section or judgement, and grades as they
    were called. What was sent stays as it is."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="reports"
    )
    kind = models.CharField(max_length=5, choices=ReportVersion.choices)
    texts = models.JSONField(default=dict)
    grades = models.JSONField(default=dict, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = EvaluationReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "kind"], name="one_report_of_each_version"
            ),
            given_together("sent_by", "sent_at", name="sending_of_a_report_is_whole"),
            models.CheckConstraint(
                condition=~Q(kind=ReportVersion.FINAL) | Q(sent_at__isnull=False),
                name="final_report_is_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().lower()} report of the {self.evaluation}"

    def get_absolute_url(self) -> str:
        return f"{self.evaluation.get_absolute_url()}report/"


class FactMarkQuerySet(models.QuerySet["FactMark"]):
    def visible_to(self, user: User) -> "FactMarkQuerySet":
        """The headteacher's and the team's; whoever reads the final report reads how
        they were answered there."""
        found = granted(
            user,
            "evaluation__record__school",
            (frozenset({Role.HEADTEACHER}), None),
        )
        return self.filter(found | reads_work(user, path="evaluation__"))


class FactMark(models.Model):
    """A factual error that the headteacher marks in the draft, and the lead's answer
    (WIL-E-43, DEC-15). Both versions of the sentence are kept."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="marks"
    )
    section = models.CharField(max_length=60)
    sentence = models.TextField()
    should_say = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    becomes = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = FactMarkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_by=None, answered_at=None)
                | Q(
                    ~Q(outcome=""),
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
                name="answer_to_a_mark_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.ACCEPTED, becomes=""),
                name="accepted_mark_says_what_it_becomes",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.DECLINED, answer=""),
                name="declined_mark_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"factual error in the {self.evaluation}"

    @property
    def outcome_words(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""
