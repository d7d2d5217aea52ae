"""When something that a framework asks for again and again falls due.

One rule for every framework: a cadence is counted from anchors, which are spans (a
term, a half-term, an academic year, a plan, a level held) or moments (a visit, an
evaluation, a level's longest duration, the day something was last done).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, groupby, zip_longest
from operator import attrgetter
from typing import Protocol

from sitrack.core.working_days import add_working_days, on_or_after, on_or_before

Span = tuple[date, date]
SPANS = frozenset({"term", "half_term", "academic_year", "quarter"})
QUARTERS, QUARTER = 4, 3
MONTHS = {"month": 1, "year": 12}
DAYS = {"day": 1, "week": 7}


class Cadence(Protocol):
    """What a framework's definition says (``engagement.definitions``)."""

    @property
    def anchor(self) -> str: ...
    @property
    def every(self) -> int | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def offset(self) -> int: ...
    @property
    def working_days(self) -> bool: ...
    @property
    def by_terms(self) -> Sequence[int]: ...


@dataclass(frozen=True)
class Anchor:
    """What a cadence is counted from; ``key`` names it for good, such as ``term:12``."""

    kind: str
    key: str
    start: date
    end: date | None = None


@dataclass(frozen=True)
class Period:
    """One time that something falls due: from when it can be done, and by when."""

    key: str
    anchor: str
    start: date
    due_on: date


@dataclass(frozen=True)
class _Step:
    """One step of a cadence: its own day by counting, and the day that it falls on, which
    is one of school (domain 3.11)."""

    number: int
    own: date
    falls_on: date


@dataclass(frozen=True)
class Days:
    """The calendar as a rule reads it; ``halves`` are the days that schools are open."""

    closed: frozenset[date] = frozenset()
    terms: tuple[Span, ...] = ()
    halves: tuple[Span, ...] = ()


def periods_of(
    cadence: Cadence, anchors: Iterable[Anchor], days: Days
) -> Iterator[Period]:
    """Each time that it falls due, for those of the anchors that it counts from."""
    for anchor in anchors:
        if anchor.kind == cadence.anchor:
            yield from _periods(cadence, anchor, days)


def _periods(cadence: Cadence, anchor: Anchor, days: Days) -> Iterator[Period]:
    if cadence.by_terms:
        yield from _by_terms(cadence, anchor, days)
        return
    if not _is_stepped(cadence):
        due = _moved(_base(anchor, days), cadence, days)
        yield Period(anchor.key, anchor.key, anchor.start, due)
        return
    begun = anchor.start
    for step in _apart(_steps(anchor, cadence, days)):
        due = _moved(step.falls_on, cadence, days)
        yield Period(f"{anchor.key}.{step.number}", anchor.key, begun, due)
        begun = step.falls_on + timedelta(days=1)


def _steps(anchor: Anchor, cadence: Cadence, days: Days) -> Iterator[_Step]:
    """Each step until the anchor or the calendar ends; of an anchor without an end the
    first."""
    for number in count(1):
        own = _stepped(anchor.start, number, cadence, days)
        if own is None:
            return
        ends_a_term = cadence.unit not in DAYS and cadence.unit not in MONTHS
        falls_on = own if ends_a_term else next_school_day(own, days)
        if anchor.end is not None and falls_on > anchor.end:
            return
        yield _Step(number, own, falls_on)
        if anchor.end is None:
            return


def _apart(steps: Iterable[_Step]) -> Iterator[_Step]:
    """The steps that are asked for. Those of a holiday that fall on the day that schools
    open again are asked for once; and where that day is nearer to the next step than to
    their own, not before it."""
    days = [list(group) for _, group in groupby(steps, key=attrgetter("falls_on"))]
    for together, following in zip_longest(days, days[1:]):
        first, last = together[0], together[-1]
        put_off = last.falls_on - last.own
        if following and following[0].falls_on - last.falls_on < put_off:
            continue
        yield first


def _by_terms(cadence: Cadence, anchor: Anchor, days: Days) -> Iterator[Period]:
    """Once by the end of each of these terms of the year, from the end of the one
    before it on; a term that the calendar does not have yet asks for nothing."""
    ends = sorted(
        end
        for start, end in days.terms
        if anchor.start <= start and (anchor.end is None or end <= anchor.end)
    )
    begun = anchor.start
    for number in cadence.by_terms:
        if number > len(ends):
            return
        due = _moved(on_or_before(ends[number - 1], days.closed), cadence, days)
        yield Period(f"{anchor.key}.{number}", anchor.key, begun, due)
        begun = due + timedelta(days=1)


def _base(anchor: Anchor, days: Days) -> date:
    """A span is counted from its last working day, all else from its beginning."""
    if anchor.kind in SPANS and anchor.end:
        return on_or_before(anchor.end, days.closed)
    return anchor.start


def _is_stepped(cadence: Cadence) -> bool:
    """Whether it falls due after so many days, weeks, months or terms of the anchor,
    again and again until the anchor ends."""
    if cadence.anchor in SPANS:
        within_year = cadence.anchor == "academic_year" and cadence.unit == "month"
        return cadence.unit in DAYS or within_year
    return cadence.unit not in (None, "visit")


def _stepped(start: date, number: int, cadence: Cadence, days: Days) -> date | None:
    """So many steps after a day; None beyond the calendar."""
    steps, unit = number * (cadence.every or 1), cadence.unit or ""
    if unit in DAYS:
        return start + timedelta(days=steps * DAYS[unit])
    if unit in MONTHS:
        return add_months(start, steps * MONTHS[unit])
    spans = days.terms if unit == "term" else days.halves
    ends = sorted(end for _, end in spans if end > start)
    return on_or_before(ends[steps - 1], days.closed) if len(ends) >= steps else None


def _moved(day: date, cadence: Cadence, days: Days) -> date:
    """The day and its offset; in working days where the cadence says so (INV-20)."""
    if cadence.working_days:
        return add_working_days(day, cadence.offset, days.closed)
    return day + timedelta(days=cadence.offset)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    last = (following - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def quarters_of(begun: date) -> list[Span]:
    """The quarters of a year that begins on a day, each with its last day."""
    starts = [add_months(begun, QUARTER * number) for number in range(QUARTERS + 1)]
    ends = [start - timedelta(days=1) for start in starts[1:]]
    return list(zip(starts, ends, strict=False))


def next_school_day(day: date, days: Days) -> date:
    """The day itself if schools are open and people work, else the next such day.

    Beyond the halves that are known, every working day will do.
    """
    while True:
        opens = (max(day, start) for start, end in days.halves if end >= day)
        rolled = on_or_after(min(opens, default=day), days.closed)
        if rolled == day:
            return day
        day = rolled
