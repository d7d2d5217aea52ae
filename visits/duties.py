"""What visits tell of what is due: that they took place, and what came of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from engagement.queries.duties import span_of
from engagement.rules.cadence import Anchor
from engagement.rules.duties import Done, Given
from visits.models import NextStep, Visit, VisitState
from visits.models.visit import WRITTEN
from visits.self_evaluation_duties import given_by_self_evaluations

NEXT_VISIT, NEXT_STEPS = "next_visit_dated", "next_steps_dated"
# A visit meets what is named like its category, and what is done at the same visit:
# SUF-W-04 reviews the priorities in the conversation. Whether a plan was reviewed is
# told by its reviews: its planning meeting is of the same category.
DONE_AT = {"conversation": ("conversation", "progress_review"), "plan_review": ()}


def given_by_visits(schools: Collection[int], day: date) -> Given:
    """Visits of the years that are not over, for ``obligations.settle``: two queries,
    and two for self-evaluations where a framework has them.

    A visit counts once its note has left its author; one that is taken back counts no
    more (SUF-T-01, SUF-T-02). Its next visit is dated when the note or the diary says
    the day (SUF-T-11).
    """
    rows = Visit.objects.filter(record__school__in=schools, record__year__end__gte=day)
    by_school: dict[int, list[Any]] = defaultdict(list)
    for visit in (
        rows.exclude(state=VisitState.CANCELLED)
        .order_by("date", "pk")
        .values_list(
            *("record__school", "pk", "state", "date", "term", "visit_type__category"),
            *("next_visit_at", "shared_at"),
            named=True,
        )
    ):
        by_school[visit.record__school].append(visit)
    undated = set(
        NextStep.objects.filter(
            visit__record__school__in=schools,
            visit__record__year__end__gte=day,
            due_on=None,
        )
        .order_by()
        .values_list("visit", flat=True)
    )
    given = given_by_self_evaluations(schools, day)
    for school, visits in by_school.items():
        given.anchors.extend((school, anchor) for anchor in _anchors(visits))
        for place, visit in enumerate(visits):
            if visit.state in WRITTEN:
                later = visits[place + 1 :]
                given.done.extend(_done(school, visit, later, undated))
    return given


def _anchors(visits: list[Any]) -> Iterator[Anchor]:
    for visit in visits:
        if visit.state in WRITTEN:
            yield Anchor("visit", _span(visit), visit.date)


def _done(
    school: int, visit: Any, later: list[Any], undated: set[int]
) -> Iterator[Done]:
    category = visit.visit_type__category
    term = frozenset({span_of(visit.term)})
    for activity in DONE_AT.get(category, (category,)):
        yield Done(school, activity, "visit", visit.pk, visit.date, term)
    own = frozenset({_span(visit)})
    shared_on = timezone.localdate(visit.shared_at)
    if visit.next_visit_at or later:
        yield Done(school, NEXT_VISIT, "visit", visit.pk, shared_on, own)
    if visit.pk not in undated:
        yield Done(school, NEXT_STEPS, "visit", visit.pk, shared_on, own)


def _span(visit: Any) -> str:
    return f"visit:{visit.pk}"
