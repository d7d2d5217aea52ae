"""For how long each kind is kept here."""

from __future__ import annotations

from datetime import date

from protection.models import RetentionYears
from protection.retention import KINDS, Kind
from protection.rules import years_after


def all_years() -> dict[str, int]:
    """How many years each kind is kept: the authority's own, or the default."""
    own = dict(RetentionYears.objects.values_list("kind", "years"))
    return {kind.code: own.get(kind.code, kind.years) for kind in KINDS}


def years_of(kind: Kind) -> int:
    """How many years a kind is kept."""
    return all_years()[kind.code]


def kept_until(day: date, kind: Kind, years: int | None = None) -> date:
    """The day from which what ended on a day is no longer kept by the schedule."""
    return years_after(day, years_of(kind) if years is None else years)
