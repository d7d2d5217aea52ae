"""What the line of time of a plan shows: its days, reviews and ratings."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from plans.queries.areas import Part
from plans.queries.meetings import rated_rows
from plans.queries.progress import Review
from plans.queries.reading import Priority
from plans.queries.timescale import Timescale, days_of
from plans.sittings import ACTION
from plans.timeline import Facts, Rated, Row, Sitting, Span, draw

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """A line of the table: when, and what."""

    day: date
    words: str


@dataclass(frozen=True)
class Told:
    """An action with what each review said of it."""

    number: str
    text: str
    ratings: list[Rated | None]


@dataclass(frozen=True)
class Timeline:
    """The drawing, and the tables that say the same."""

    facts: Facts

    @property
    def drawing(self) -> SafeString:
        return draw(self.facts, title="The plan on a line of time")

    @property
    def moments(self) -> list[Moment]:
        """Each day that the drawing marks, in words, in the order of time."""
        facts, found = self.facts, []
        for span in facts.spans:
            found.append(Moment(span.start, f"{span.label} starts"))
            found.append(Moment(span.end, f"{span.label} ends"))
        for one in facts.sittings:
            said = "planned" if one.on_track is None else f"on track: {one.word}"
            found.append(Moment(one.day, f"Review, {said}"))
        if facts.limit:
            found.append(Moment(facts.limit, "Limit of the level"))
        if facts.today:
            found.append(Moment(facts.today, "Today"))
        return sorted(found, key=lambda moment: moment.day)

    @property
    def held(self) -> list[Sitting]:
        return [one for one in self.facts.sittings if one.on_track is not None]

    @property
    def rated(self) -> list[Told]:
        held = self.held
        return [
            Told(one.number, one.text, [review.ratings.get(one.key) for review in held])
            for one in self.facts.actions
        ]


def timeline_of(
    timescale: Timescale,
    priorities: list[Priority],
    reviews: list[Review],
    today: date | None,
) -> Timeline:
    """The line of time of a plan whose parts are read already: no query. Paper has no
    line for today: it would be drawn anew each day."""
    actions = [
        Row(action.pk, f"{number}.{place}", action.text)
        for number, priority in enumerate(priorities, start=1)
        for place, action in enumerate(priority.actions, start=1)
    ]
    shown = [one for one in reviews if one.is_shared or one.is_planned]
    return _timeline(timescale, actions, shown, today)


def timeline_of_form(
    timescale: Timescale, parts: list[Part], reviews: list[Review], today: date | None
) -> Timeline:
    """The same of a plan whose form a definition draws. What its meetings rate is
    counted through, as each list of an area begins its numbers anew. A meeting that is
    prepared or with the school has its day, as a planned one."""
    rated = [
        row
        for part in parts
        for area in part.areas
        for _, row in rated_rows(area, ACTION)
    ]
    actions = [
        Row(row.action.pk, str(number), row.action.text)
        for number, row in enumerate(rated, start=1)
    ]
    return _timeline(timescale, actions, reviews, today)


def _timeline(
    timescale: Timescale, actions: list[Row], reviews: list[Review], today: date | None
) -> Timeline:
    limit = timescale.limit
    facts = Facts(
        spans=_spans(timescale),
        sittings=_sittings(reviews),
        actions=actions,
        terms=[(term.name, term.start, term.end) for term in timescale.terms],
        limit=limit.last_day if limit and limit.is_known else None,
        today=today,
    )
    return Timeline(facts)


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


def _sittings(reviews: list[Review]) -> list[Sitting]:
    """A review that is not shared yet says nothing."""
    return [
        Sitting(
            review.day,
            review.on_track if review.is_shared else None,
            review.ratings if review.is_shared else {},
        )
        for review in reviews
    ]
