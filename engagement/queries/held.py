"""What was done at a school in its phase, as ``obligations.settle`` asks for it."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.utils import timezone

from engagement.definitions.levels import Cadence
from engagement.models import (
    CadenceRule,
    LevelAssignment,
    LevelState,
    LongerStay,
    Occasion,
    PhaseReview,
    SchoolYearRecord,
)
from engagement.queries.duties import span_of_level
from engagement.rules.duties import Done
from engagement.rules.phases import after

REVIEW, LIMIT = "phase_review", "phase_at_limit"
NOT_PUT = [LevelState.DRAFT, LevelState.WITHDRAWN]
UNDECIDED = [LevelState.PROPOSED, LevelState.VIEWED, LevelState.RETURNED]


def held_at(
    records: Collection[SchoolYearRecord],
    levels: Iterable[LevelAssignment],
    rules: Mapping[int, Iterable[tuple[CadenceRule, Cadence]]],
) -> list[Done]:
    """Occasions that were held, reviews of phases, and what was said of a phase at its
    longest: four queries, none where no rule asks for something from a level's start.
    """
    listed = [pair for own in rules.values() for pair in own]
    if not any(cadence.anchor == "level_limit" for _, cadence in listed):
        return []
    activities = {
        (rule.framework_id, rule.code): cadence.activity
        for rule, cadence in listed
        if cadence.level
    }
    return [
        *_occasions(records, activities),
        *_reviews(records),
        *_at_limit(list(levels)),
    ]


def _occasions(
    records: Collection[SchoolYearRecord], activities: dict[tuple[int, str], str]
) -> Iterator[Done]:
    rows = Occasion.objects.filter(record__in=records, held_on__isnull=False)
    for pk, school, framework, code, on, period in rows.order_by("pk").values_list(
        *("pk", "record__school", "record__framework", "code"),
        *("held_on", "obligation__period"),
    ):
        activity = activities.get((framework, code))
        if activity:
            yield Done(school, activity, "occasion", pk, on, period=period or "")


def _reviews(records: Collection[SchoolYearRecord]) -> Iterator[Done]:
    rows = PhaseReview.objects.filter(record__in=records).order_by("pk")
    for pk, school, on in rows.values_list("pk", "record__school", "held_on"):
        yield Done(school, REVIEW, "phase_review", pk, on, late=True)


def _at_limit(levels: list[LevelAssignment]) -> Iterator[Done]:
    """ACC-067: a proposal that waits, or was made since; a reason; or another level."""
    schools = {one.school_id for one in levels}
    put = LevelAssignment.objects.filter(school__in=schools).exclude(state__in=NOT_PUT)
    proposals = list(
        put.order_by("pk").values_list("pk", "school", "state", "raised_at")
    )
    said = LongerStay.objects.filter(assignment__in=levels).order_by("pk")
    reasons = list(said.values_list("pk", "assignment", "said_at"))
    for held in levels:
        limit = after(held.level.duration, "max", held.effective_from)
        if limit is None:
            continue
        span = frozenset({span_of_level(held.pk)})
        for pk, school, state, at in proposals:
            on = timezone.localdate(at)
            since = held.effective_from <= on and pk != held.pk
            if (
                school == held.school_id
                and since
                and (state in UNDECIDED or on >= limit)
            ):
                yield Done(school, LIMIT, "level", pk, on, span)
        for pk, assignment, at in reasons:
            if assignment == held.pk:
                on = timezone.localdate(at)
                yield Done(held.school_id, LIMIT, "longer_stay", pk, on, span)
