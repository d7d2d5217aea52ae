"""Which rows of the assessment table a school sees (SUF-R-18)."""

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Showing(StrEnum):
    EXPECTED = "expected"
    OPTIONAL = "optional"
    HIDDEN = "hidden"


def figure(number: Decimal | None, unit: str) -> str:
    """A number of the table with its unit: "72%", "48.2 points"; empty without one."""
    if number is None:
        return ""
    digits = f"{number:f}"
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{plain}%" if unit == "percent" else f"{plain} points"


class Applicability(Protocol):
    """The conditions of one row; a condition that is not given always holds."""

    @property
    def ages_include(self) -> tuple[int, int] | None: ...
    @property
    def has_sixth_form(self) -> bool | None: ...
    @property
    def phases(self) -> Collection[str]: ...
    @property
    def phases_without(self) -> Collection[str]: ...
    @property
    def special(self) -> str | None: ...


def showing(
    applies: Applicability,
    *,
    phase: str,
    age_low: int | None,
    age_high: int | None,
    has_sixth_form: bool,
    special: bool = False,
    optional: bool = False,
) -> Showing:
    """Whether a row is expected of a school, may be used by it, or is hidden.

    In a special school every row may be used and none is expected, where the row
    says `special: optional`. An age range that is not known hides nothing.
    """
    if special and applies.special == "optional":
        return Showing.OPTIONAL
    if applies.has_sixth_form not in (None, has_sixth_form):
        return Showing.HIDDEN
    if not _phase_fits(applies, phase):
        return Showing.HIDDEN
    if applies.ages_include is None:
        return Showing.OPTIONAL if optional else Showing.EXPECTED
    if age_low is None or age_high is None:
        return Showing.OPTIONAL
    youngest, eldest = applies.ages_include
    if not (age_low <= youngest and eldest <= age_high):
        return Showing.HIDDEN
    return Showing.OPTIONAL if optional else Showing.EXPECTED


def _phase_fits(applies: Applicability, phase: str) -> bool:
    if phase in applies.phases_without:
        return False
    return not applies.phases or phase in applies.phases
