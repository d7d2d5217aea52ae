"""Hours used and remaining, in plain words and figures (DER-01, DER-02)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from engagement.models import (
    EntitlementLine,
    FrameworkVersion,
    Level,
    LevelAssignment,
    SchoolYearRecord,
    SupportEntry,
    TimeEntry,
)
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.time_words import time_used
from sitrack.core import calendar
from sitrack.core.models import Term
from sitrack.core.prepared import prepared
from sitrack.core.words import word


@dataclass(frozen=True)
class HoursPosition:
    """A school's time in one term, in minutes; ``ceiling`` is None without a level."""

    used: int
    uncounted: int
    ceiling: int | None

    @property
    def remaining(self) -> int | None:
        """Minutes left; negative where more was used than the ceiling."""
        return None if self.ceiling is None else self.ceiling - self.used

    @property
    def over(self) -> int:
        """Minutes over the ceiling, else 0."""
        return max(0, -(self.remaining or 0))

    @property
    def words(self) -> str:
        """What was used as the framework counts it; where time is only noted, all."""
        return time_used(self.used if word("time_in") else self.used + self.uncounted)

    def would_exceed(self, minutes: int) -> bool:
        """Whether this much more counted time passes the ceiling."""
        return self.ceiling is not None and self.used + minutes > self.ceiling

    def asks_for_more(self, planned: int) -> bool:
        """Whether more is used, or planned, than the ceiling (DEC-03)."""
        return self.ceiling is not None and max(self.used, planned) > self.ceiling


def gives_hours(framework: FrameworkVersion) -> bool:
    """Whether a framework gives time in hours a term, and not in days or visits."""
    return _gives_hours(framework.digest, framework.pk)


@lru_cache(maxsize=32)
def _gives_hours(digest: str, framework: int) -> bool:
    lines = EntitlementLine.objects.filter(level__framework=framework, unit="hour")
    return bool(lines.exists())


def hours_position(record: SchoolYearRecord, term: Term) -> HoursPosition:
    """Where a school stands in a term."""
    rows = _position(record.pk, term.pk, term.start, term.end)
    return _positions(rows)[record.pk]


@prepared
def _position(record: int, term: int, start: date, end: date) -> Any:
    return _rows(SchoolYearRecord.objects.filter(pk=record), term, start, end)


def planned_in(record: SchoolYearRecord, term: Term) -> int:
    """Minutes of the entitlement that the term's plan for support sets aside."""
    return next(iter(_planned(record.pk, term.pk)), None) or 0


@prepared
def _planned(record: int, term: int) -> Any:
    entries = SupportEntry.objects.filter(
        record=record, term=term, strand=SupportEntry.Strand.ENTITLEMENT
    )
    return entries.order_by("pk").values_list("planned_minutes", flat=True)


@dataclass(frozen=True)
class Standing:
    """A school's hours in a term and the level that holds today, where there is one."""

    hours: HoursPosition
    level: Level | None


def standing_of(record: SchoolYearRecord, term: Term) -> Standing:
    """Hours and level together, in two queries."""
    rows = list(
        _in_force_between(term.start, term.end)
        .filter(school=record.school_id)
        .select_related("level")
        .only("effective_from", "effective_to", "level__label", "level__short_name")
        .annotate(hours=_HOURS)
    )
    ceilings = [int(row.hours * 60) for row in rows if row.hours is not None]
    spent = _spent([record], term)
    today = calendar.today()
    held = [row for row in rows if row.effective_from <= today <= _end(row, today)]
    return Standing(
        hours=HoursPosition(
            used=spent.get((record.pk, True), 0),
            uncounted=spent.get((record.pk, False), 0),
            ceiling=max(ceilings, default=None),
        ),
        level=held[0].level if held else None,
    )


def hours_positions(
    records: list[SchoolYearRecord], term: Term
) -> dict[int, HoursPosition]:
    """Where each of several schools stands in a term, by record id: one query. The
    ceiling is the highest of the levels in force during the term (INV-16)."""
    found = SchoolYearRecord.objects.filter(pk__in=[record.pk for record in records])
    return _positions(_rows(found, term.pk, term.start, term.end))


def _rows(records: Any, term: int, start: date, end: date) -> Any:
    """What records used in a term, counted and not, and their ceiling in hours."""
    entries = TimeEntry.objects.filter(record=OuterRef("pk"), term=term).order_by()
    minutes = entries.values("record").annotate(sum=Sum("minutes")).values("sum")
    levels = _in_force_between(start, end).filter(school=OuterRef("school")).order_by()
    hours = levels.values("school").annotate(most=_HOURS).values("most")
    return records.order_by().values_list(
        "pk",
        Coalesce(Subquery(minutes.filter(counted=True)), 0),
        Coalesce(Subquery(minutes.filter(counted=False)), 0),
        Subquery(hours),
    )


def _positions(rows: Any) -> dict[int, HoursPosition]:
    return {
        pk: HoursPosition(used, uncounted, None if most is None else int(most * 60))
        for pk, used, uncounted, most in rows
    }


def _spent(records: list[SchoolYearRecord], term: Term) -> dict[tuple[int, bool], int]:
    """Minutes by record and by whether they count, reversals netted."""
    entries = TimeEntry.objects.filter(record__in=records, term=term).order_by()
    rows = entries.values_list("record", "counted").annotate(minutes=Sum("minutes"))
    return {(record, counted): minutes for record, counted, minutes in rows}


def _in_force_between(start: date, end: date) -> Any:
    return LevelAssignment.objects.filter(
        Q(effective_to=None) | Q(effective_to__gte=start),
        state__in=IN_FORCE_STATES,
        effective_from__lte=end,
    )


def _end(row: LevelAssignment, today: date) -> date:
    return row.effective_to or today


_HOURS = Max(
    "level__entitlements__quantity_max",
    filter=Q(
        level__entitlements__unit="hour",
        level__entitlements__per="term",
        level__entitlements__counted=True,
    ),
)
