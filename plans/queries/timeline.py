"""What the line of time of a plan shows: its days, reviews and ratings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from plans.models import PlanPriority, Rag, ReviewState
from plans.queries.reviews import Written
from plans.queries.timescale import Timescale, days_of
from plans.sittings import day_of
from plans.timeline import Facts, Row, Sitting, Span, draw

ONE_DAY = timedelta(days=1)
SHOWN = [ReviewState.SHARED, ReviewState.PLANNED]


@dataclass(frozen=True)
class Moment:
    """A line of the table: when, and what."""

    day: date
    words: str


@dataclass(frozen=True)
class Rated:
    """An action with what each review said of it, in words."""

    number: str
    text: str
    words: list[str]


@dataclass(frozen=True)
class Timeline:
    """The drawing, and the tables that say the same."""

    drawing: SafeString
    moments: list[Moment]
    held: list[Sitting]
    rated: list[Rated]


def timeline_of(
    timescale: Timescale,
    priorities: list[PlanPriority],
    written: Written,
    today: date,
) -> Timeline:
    """No query: the priorities come with their actions read, the reviews with their
    ratings."""
    sittings = _sittings(written)
    held = [one for one in sittings if one.on_track is not None]
    actions = _actions(priorities, written, {one.key for one in held})
    limit = timescale.limit
    facts = Facts(
        spans=_spans(timescale),
        sittings=sittings,
        actions=actions,
        terms=[(term.name, term.start, term.end) for term in timescale.terms],
        limit=limit.last_day if limit and limit.is_known else None,
        today=today,
    )
    return Timeline(
        drawing=draw(facts, title="The plan on a line of time; a table follows"),
        moments=_moments(facts),
        held=held,
        rated=[_in_words(action, held) for action in actions],
    )


def _spans(timescale: Timescale) -> list[Span]:
    plan, longer = timescale.plan, timescale.approved
    start, end = days_of(plan)
    agreed = min(longer[0].old_end, end) if longer else end
    spans = [Span("Timescale", "timescale", start, agreed)]
    spans += [
        Span("Extension", "extension", one.old_end + ONE_DAY, min(one.new_end, end))
        for one in longer
        if one.old_end < end
    ]
    if plan.ieb_from:
        until = plan.ieb_to or plan.transition_ends_on or end
        spans.append(Span("Board", "board", plan.ieb_from, max(until, plan.ieb_from)))
    if plan.transition_ends_on:
        first = end + ONE_DAY
        spans.append(Span("Transition", "transition", first, plan.transition_ends_on))
    return spans


def _sittings(written: Written) -> list[Sitting]:
    found = [
        Sitting(
            review.pk,
            day_of(review),
            review.on_track if review.state == ReviewState.SHARED else None,
        )
        for review in written.reviews
        if review.state in SHOWN
    ]
    return sorted(found, key=lambda one: (one.day, one.key))


def _actions(
    priorities: list[PlanPriority], written: Written, held: set[int]
) -> list[Row]:
    given: dict[int, dict[int, str]] = defaultdict(dict)
    for rating in written.ratings:
        if rating.review_id in held:
            given[rating.action_id][rating.review_id] = rating.rag
    return [
        Row(f"{number}.{place}", action.text, given[action.pk])
        for number, priority in enumerate(priorities, start=1)
        for place, action in enumerate(priority.actions.all(), start=1)
    ]


def _moments(facts: Facts) -> list[Moment]:
    """Each day that the drawing marks, in words, in the order of time."""
    found = []
    for span in facts.spans:
        found.append(Moment(span.start, f"{span.label} starts"))
        found.append(Moment(span.end, f"{span.label} ends"))
    for one in facts.sittings:
        said = "planned" if one.on_track is None else f"on track: {one.word}"
        found.append(Moment(one.day, f"Review, {said}"))
    if facts.limit:
        found.append(Moment(facts.limit, "Limit of the level"))
    found.append(Moment(facts.today, "Today"))
    return sorted(found, key=lambda moment: moment.day)


def _in_words(action: Row, held: list[Sitting]) -> Rated:
    words = [
        str(Rag(action.ratings[one.key]).label) if one.key in action.ratings else ""
        for one in held
    ]
    return Rated(action.number, action.text, words)
