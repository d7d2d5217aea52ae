"""How long a school stays at a level that has a shortest and a longest time (DER-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engagement.rules.cadence import add_months
from sitrack.core.rules import RuleBroken

DAYS = {"week": 7}
MONTHS = {"month": 1, "year": 12}
WEEK = 7


@dataclass(frozen=True)
class Stay:
    """How long a school has been at a level: ``earliest`` is the first day on which its
    shortest time is over, ``latest`` the last of its longest; None where it has none."""

    start: date
    day: date
    earliest: date | None
    latest: date | None

    @property
    def days(self) -> int:
        return (self.day - self.start).days

    @property
    def weeks(self) -> int:
        """DER-12: whole weeks since the level took effect."""
        return self.days // WEEK

    @property
    def is_too_long(self) -> bool:
        return self.latest is not None and self.day > self.latest

    @property
    def is_too_short(self) -> bool:
        return self.earliest is not None and self.day < self.earliest


def stay_at(duration: Mapping[str, Any], start: date, day: date) -> Stay:
    """How long a level held since a day has lasted, by what its definition says."""
    return Stay(
        start, day, after(duration, "min", start), after(duration, "max", start)
    )


def after(duration: Mapping[str, Any], limit: str, start: date) -> date | None:
    """The day on which the shortest (``min``) or longest (``max``) time of a level is
    reached; None where it has no such time, or one that is counted in terms."""
    count, unit = duration.get(limit), duration.get("unit", "")
    if not count:
        return None
    if unit in DAYS:
        return start + timedelta(days=count * DAYS[unit])
    return add_months(start, count * MONTHS[unit]) if unit in MONTHS else None


def check_seen(*, day: date, today: date, name: str = "seen_on") -> None:
    """What was seen or held lies behind, not ahead."""
    if day > today:
        raise RuleBroken(
            "This day is still to come. Enter the day on which it was.", name
        )


def check_in_phase(*, day: date, start: date) -> None:
    """A review is of the phase that was in force on its day."""
    if day < start:
        raise RuleBroken(
            f"The school came into this phase on {start:%-d %B %Y}. Enter that day or"
            " a later one.",
            "held_on",
        )


def check_can_go_on(*, stay: Stay, reason: str) -> None:
    """ACC-067: a reason is given once the longest time is reached, and not before."""
    if stay.latest is None or stay.day < stay.latest:
        raise RuleBroken("The longest time of this phase is not over yet.")
    if not reason.strip():
        raise RuleBroken("Say why the school stays in this phase.", "reason")


def check_leaving(*, stay: Stay, label: str, reason: str) -> None:
    """TRU-P: leaving a phase before its shortest time is over needs a reason."""
    if stay.is_too_short and stay.earliest and not reason.strip():
        raise RuleBroken(
            f"{label} lasts until {stay.earliest:%-d %B %Y} at least. Say why the"
            " school leaves it earlier.",
            "reason",
        )
