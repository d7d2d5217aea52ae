"""What an evaluation's team works with: the checklist, activities, judgements.

No file is kept of what the school shows, no teacher is named and no lesson is graded:
there is no place for any of it (WIL-E-10, WIL-E-20, WIL-E-27).
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from sitrack.core.models import User, Versioned
from visits.models.evaluations import (
    FED_BACK,
    Evaluation,
    reads_found,
    reads_work,
)


class Seen(models.TextChoices):
    SEEN = "seen", "Seen"
    MISSING = "missing", "Not in place"
    NOT_APPLICABLE = "n/a", "Not applicable"


class EvaluationLookedAt(models.Model):
    """One line of the checklist: that it was seen, and no more (CONF-05)."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="looked_at"
    )
    line = models.CharField(max_length=30)
    status = models.CharField(max_length=7, choices=Seen.choices)

    history = HistoricalRecords()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "line"], name="a_line_is_looked_at_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_status_display()}"


class EvaluationActivityQuerySet(models.QuerySet["EvaluationActivity"]):
    def visible_to(self, user: User) -> "EvaluationActivityQuerySet":
        """The team's own notes: it and those over it."""
        return self.filter(reads_work(user, path="evaluation__"))


class EvaluationActivity(Versioned):
    """Something that was done on the day: what, who took part by role, where in the
    school, and what was noted (WIL-E-25, 31, 35)."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="activities"
    )
    kind = models.CharField(max_length=60)
    who = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    year_group = models.CharField(max_length=60, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    notes = models.TextField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = EvaluationActivityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["noted_at", "pk"]
        verbose_name_plural = "evaluation activities"

    def __str__(self) -> str:
        return f"activity of the {self.evaluation}"

    @property
    def where(self) -> str:
        """Subject, year group and phase, as far as they are given."""
        parts = (self.subject, self.year_group, self.phase)
        return ", ".join(part for part in parts if part)


class EvaluationJudgementQuerySet(models.QuerySet["EvaluationJudgement"]):
    def visible_to(self, user: User) -> "EvaluationJudgementQuerySet":
        """Provisional grades: the school's leadership and governors, once feedback was
        given, and nobody else (WIL-E-39)."""
        return self.filter(reads_found(user, path="evaluation__", told=FED_BACK))


class EvaluationJudgement(models.Model):
    """A key judgement: its provisional grade, by the code of the option, and why."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="judgements"
    )
    judgement = models.CharField(max_length=60)
    grade = models.CharField(max_length=60, blank=True)
    reasons = models.TextField(blank=True)

    objects: ClassVar[Any] = EvaluationJudgementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "judgement"], name="a_judgement_is_made_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.judgement} of the {self.evaluation}"


class RecommendedReview(models.Model):
    """An external review that is recommended, and why (WIL-E-41)."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="recommended"
    )
    review = models.CharField(max_length=60)
    reason = models.TextField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "review"], name="a_review_is_recommended_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="recommended_review_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}, recommended by the {self.evaluation}"
