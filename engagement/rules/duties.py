"""What is due at a school: what a framework asks for, against what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from engagement.rules.cadence import Anchor, Period
from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Done:
    """Something that was done at a school, and that may meet what is due.

    ``spans`` names what it counts for whenever it was done, such as a view for a term;
    ``on`` is None where no row says the day. ``kind`` and ``key`` name what it was.
    What counts ``late`` too meets all that was due before it in its span. ``period``
    names the one thing that it was recorded for, whenever it was done, and meets no
    other.
    """

    school: int
    activity: str
    kind: str
    key: int
    on: date | None = None
    spans: frozenset[str] = frozenset()
    late: bool = False
    period: str = ""

    def meets(self, period: Period) -> bool:
        """Whether this counts for a period: the one it names, else by its day."""
        if self.period:
            return period.key == self.period
        kind = _kind(period.anchor)
        if any(_kind(span) == kind for span in self.spans):
            named = period.anchor in self.spans
            stepped = period.key != period.anchor
            return named and (not stepped or self._lies_in(period))
        return self._lies_in(period)

    def _lies_in(self, period: Period) -> bool:
        if self.on is None or self.on < period.start:
            return False
        return self.late or self.on <= period.due_on


@dataclass(frozen=True)
class Given:
    """What the apps above know: anchors by school, and what was done."""

    anchors: list[tuple[int, Anchor]] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

    def joined(self, other: "Given") -> "Given":
        """What both know."""
        return Given([*self.anchors, *other.anchors], [*self.done, *other.done])


@dataclass(frozen=True)
class LevelHeld:
    """A level in force from one day to another."""

    code: str
    start: date
    end: date | None

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def asked_at(levels: Iterable[LevelHeld], level: str | None, day: date) -> bool:
    """Whether a rule that is bound to a level asks on a day; one that is not always."""
    return level is None or any(
        held.code == level and held.holds_on(day) for held in levels
    )


def asked_of(schools: str | None, maintained: bool) -> bool:  # noqa: FBT001
    """Whether a rule asks at a school: some are for academies alone (WIL-G-04)."""
    return schools is None or maintained == (schools == "maintained")


def first_met(found: Iterable[Done], period: Period) -> Done | None:
    """The earliest of what was done that counts for the period."""
    counting = [one for one in found if one.meets(period)]
    return min(
        counting, key=lambda one: (one.on or date.max, one.kind, one.key), default=None
    )


def check_can_waive(*, is_open: bool, reason: str) -> str:
    """Only what is open is waived, and never without a reason, which is returned."""
    if not is_open:
        raise RuleBroken("This was done, waived or cancelled already.")
    return check_said(reason, "Say why this is not needed.")


def check_can_resume(*, is_waived: bool, reason: str) -> str:
    """Only what was waived is asked for again, with a reason, which is returned."""
    if not is_waived:
        raise RuleBroken("This was not waived, or is asked for again already.")
    return check_said(reason, "Say why this is asked for again.")


def check_said(reason: str, otherwise: str) -> str:
    if not reason.strip():
        raise RuleBroken(otherwise, "reason")
    return reason.strip()


def _kind(key: str) -> str:
    return key.partition(":")[0]
