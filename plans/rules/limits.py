"""How long a plan may last, and its transition after it (SUF-E-20 to 24, INV-12, 13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol

from engagement.rules.cadence import DAYS, MONTHS, add_months
from sitrack.core.rules import RuleBroken

ONE_DAY = timedelta(days=1)
IEB_FLAG = "ieb_in_place"


class Span(Protocol):
    """A term of the calendar."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


@dataclass(frozen=True)
class Board:
    """An Interim Executive Board: from when, and until when where it has an end."""

    since: date
    until: date | None = None

    def sits_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Limit:
    """The last day that is allowed, and how it was counted.

    Where the calendar does not hold all the terms it takes, ``is_known`` is false and
    ``last_day`` is the last day that the calendar can vouch for.
    """

    last_day: date
    count: int
    unit: str
    is_known: bool = True
    by_board: bool = False

    @property
    def words(self) -> str:
        """The length in words, such as "2 terms"."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def limit_of(
    duration: Mapping[str, Any],
    *,
    start: date,
    terms: Iterable[Span],
    board: Board | None = None,
) -> Limit | None:
    """The limit of a level's plan that starts on a day; None where it has none.

    ``duration`` is what the definition says of the level. A board lengthens the limit
    for as long as it sits (SUF-E-23).
    """
    if not duration.get("max"):
        return None
    known = list(terms)
    base = _counted(start, duration["max"], duration["unit"], known)
    longer = duration.get("extend_if") or {}
    if board is None or longer.get("flag") != IEB_FLAG or not base.is_known:
        return base
    reached = _counted(start, longer["max"], duration["unit"], known, by_board=True)
    last_day = min(reached.last_day, board.until or date.max)
    if last_day <= base.last_day or not board.sits_on(last_day):
        return base
    return replace(reached, last_day=last_day)


def transition_limit(
    duration: Mapping[str, Any], *, ends_on: date, terms: Iterable[Span]
) -> Limit | None:
    """The last day of the transition that starts the day after a plan's end."""
    if not duration.get("transition_max"):
        return None
    length, unit = duration["transition_max"], duration["unit"]
    return _counted(ends_on + ONE_DAY, length, unit, list(terms))


def check_within(day: date, limit: Limit | None) -> None:
    """INV-12: without an extension a plan ends within its level's limit."""
    if limit is None or day <= limit.last_day:
        return
    last = f"{limit.last_day:%-d %B %Y}"
    if not limit.is_known:
        raise RuleBroken(
            f"The calendar holds no term after {last}. Choose a day up to then, or ask"
            " the administrator to add the next year.",
            "ends_on",
        )
    raise RuleBroken(
        f"A plan at this level lasts up to {limit.words}: until {last} at the latest."
        " Once it is under way it can be extended.",
        "ends_on",
    )


def counts_from(start: date, terms: Iterable[Span]) -> list[Span]:
    """The terms that count: the one of the start is the first where at least half of
    it remains, otherwise counting starts with the next."""
    return [term for term in terms if _half_remains(start, term)]


def _half_remains(start: date, term: Span) -> bool:
    whole = (term.end - term.start).days + 1
    remaining = (term.end - max(start, term.start)).days + 1
    return 2 * remaining >= whole


def _counted(
    start: date, length: int, unit: str, terms: list[Span], *, by_board: bool = False
) -> Limit:
    if unit in DAYS:
        last_day = start + timedelta(days=length * DAYS[unit]) - ONE_DAY
        return Limit(last_day, length, unit, by_board=by_board)
    if unit in MONTHS:
        last_day = add_months(start, length * MONTHS[unit]) - ONE_DAY
        return Limit(last_day, length, unit, by_board=by_board)
    ends = sorted(term.end for term in counts_from(start, terms))
    if len(ends) >= length:
        return Limit(ends[length - 1], length, unit, by_board=by_board)
    last_day = ends[-1] if ends else start
    return Limit(last_day, length, unit, is_known=False, by_board=by_board)
