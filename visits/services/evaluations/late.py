"""Telling whoever leads the region of a draft report that is late (ACC-060)."""

from datetime import date
from typing import Any

from django.db import transaction

from sitrack.core import calendar, clock
from sitrack.core.roles import Role
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation, EvaluationState
from visits.rules.evaluations import clocks_of
from visits.services.evaluations.steps import WHOLE, at_school, notify, of_lead

NOT_SENT = [
    EvaluationState.SCHEDULED,
    EvaluationState.CONDUCTED,
    EvaluationState.FEEDBACK_GIVEN,
]


def tell_of_late_drafts(limit: int) -> int:
    """Tell of the drafts that are due and not sent; returns of how many. An evaluation
    is told of once. Run by the sweep."""
    today = calendar.today()
    rows = _waiting(today).select_related(*WHOLE).order_by("evaluation_on", "pk")
    return sum(_tell(one, today) for one in rows[:limit])


def _waiting(today: date) -> Any:
    return Evaluation.objects.filter(
        state__in=NOT_SENT, late_told_at=None, evaluation_on__lt=today
    )


@transaction.atomic
def _tell(evaluation: Evaluation, today: date) -> int:
    clocks = kind_of(evaluation).clocks
    if clocks is None:
        return 0
    due = clocks_of(
        evaluation.evaluation_on,
        draft=clocks.draft,
        final=clocks.final,
        closed=calendar.closed_days(),
    ).draft_due
    if today <= due:
        return 0
    same = _waiting(today).filter(pk=evaluation.pk)
    if not same.update(late_told_at=clock.now()):
        return 0
    people = [*at_school(evaluation, Role.LEAD), *of_lead(evaluation)]
    notify(evaluation, people, "The draft report of an evaluation is late", but=None)
    return 1
