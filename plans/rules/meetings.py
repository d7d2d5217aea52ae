"""When the meetings of a plan fall due, and what moves them (CAD-12)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from engagement.definitions.choices import CadenceUnit
from engagement.definitions.levels import Cadence
from engagement.rules.cadence import Anchor, Days, periods_of
from sitrack.core.rules import RuleBroken
from sitrack.core.working_days import add_working_days

CLOCK: Literal["evaluation"] = "evaluation"


class Meeting(Protocol):
    """What a form says of a meeting."""

    @property
    def key(self) -> str: ...
    @property
    def every(self) -> int: ...
    @property
    def unit(self) -> CadenceUnit: ...
    @property
    def repeats(self) -> bool: ...
    @property
    def final(self) -> bool: ...


@dataclass(frozen=True)
class Proposed:
    """A meeting and the day that its form proposes for it."""

    key: str
    day: date
    final: bool = False


def proposed(
    meetings: Iterable[Meeting], *, since: date, until: date | None, days: Days
) -> list[Proposed]:
    """The meetings counted from a day, each rolled forward to a day that schools are
    open (domain 3.11); one that repeats does so ``until`` the plan ends."""
    found = [
        Proposed(meeting.key, day, meeting.final)
        for meeting in meetings
        for day in _days_of(meeting, since, until, days)
    ]
    return sorted(found, key=lambda one: one.day)


def _days_of(
    meeting: Meeting, since: date, until: date | None, days: Days
) -> Iterator[date]:
    end = until if meeting.repeats else None
    anchor = Anchor(CLOCK, CLOCK, since, end)
    interval = Cadence(
        code=meeting.key,
        activity=meeting.key,
        label=meeting.key,
        anchor=CLOCK,
        responsible="officer",
        every=meeting.every,
        unit=meeting.unit,
    )
    for period in periods_of(interval, [anchor], days):
        yield period.due_on


def pack_day(day: date, *, pack_days: int, closed: frozenset[date]) -> date:
    """By when the school's part of a meeting is there (WIL-T-08)."""
    return add_working_days(day, -pack_days, closed) if pack_days else day


def check_moved(*, day: date, before: date, since: date, reason: str) -> None:
    """A proposed day is changed with a reason, to a day after the clock started."""
    if day == before:
        raise RuleBroken("Choose another day than the one that stands.", "day")
    if day <= since:
        raise RuleBroken(
            f"The clock of this plan started on {since:%-d %B %Y}. Choose a later day.",
            "day",
        )
    if not reason.strip():
        raise RuleBroken("Say why, so that both sides can read it.", "reason")
