"""What is kept of an evaluation, read for its page."""

from typing import Any

from django.db.models import F

from sitrack.core.prepared import number_of, prepared
from visits.models import (
    EvaluationActivity,
    EvaluationLookedAt,
    EvaluationMember,
    EvaluationReport,
    FactMark,
)


@prepared
def looked_at(evaluation: int) -> Any:
    return EvaluationLookedAt.objects.filter(evaluation=evaluation)


@prepared
def reports_of(evaluation: int) -> Any:
    return EvaluationReport.objects.filter(evaluation=evaluation)


@prepared
def marks_of(evaluation: int) -> Any:
    return FactMark.objects.filter(evaluation=evaluation)


@prepared
def members_of(evaluation: int) -> Any:
    return EvaluationMember.objects.filter(evaluation=evaluation)


@prepared
def activities_of(evaluation: int) -> Any:
    rows = EvaluationActivity.objects.filter(evaluation=evaluation, removed_at=None)
    return rows.order_by().values_list(number_of(F("pk")), flat=True)
