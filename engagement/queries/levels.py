"""Which level was in force on a day, and in each term of a record."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from engagement.models import Level, LevelAssignment, SchoolYearRecord
from engagement.models.levels import IN_FORCE_STATES
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import Term
from sitrack.core.prepared import prepared

ONE_DAY = timedelta(days=1)


def level_in_force(school: School, day: date) -> Level | None:
    """The level in force at a school on a day; nothing where none was set (INV-02)."""
    held: LevelAssignment | None = next(iter(_held(school.pk, day)), None)
    return held.level if held else None


@prepared
def _held(school: int, day: date) -> Any:
    rows = LevelAssignment.objects.filter(school=school).in_force(day)
    return rows.select_related("level")[:1]


def term_boxes(
    record: SchoolYearRecord, terms: Iterable[Term] | None = None
) -> dict[int, Level | None]:
    """The level that each term's box shows, by the term's key (SUF-R-19, INV-03).

    It is the level in force on the term's last working day, or today while the term
    runs; a term that has not begun has none. Two queries, or three without ``terms``.
    """
    held = held_in_terms(record, terms)
    return {key: row.level if row else None for key, row in held.items()}


def held_in_terms(
    record: SchoolYearRecord,
    terms: Iterable[Term] | None = None,
    rows: Iterable[LevelAssignment] | None = None,
) -> dict[int, LevelAssignment | None]:
    """The entry of the history behind each term's box; queries as for term_boxes.

    ``rows`` are the school's assignments of any state, where they were read already.
    """
    listed = calendar.terms_of(record.year) if terms is None else list(terms)
    today = calendar.today()
    closed = calendar.closed_days()
    if rows is None:
        rows = levels_of(record.school_id)
    held = [row for row in rows if row.state in IN_FORCE_STATES]
    days = {term.pk: _deciding_day(term, today, closed) for term in listed}
    return {key: _in_force(held, day) for key, day in days.items()}


@prepared
def levels_of(school: int) -> Any:
    """A school's proposals and levels with their names, the latest to begin first."""
    return LevelAssignment.objects.filter(school=school).select_related("level")


def _deciding_day(term: Term, today: date, closed: frozenset[date]) -> date | None:
    if today < term.start:
        return None
    last = term.end
    while last > term.start and (last.weekday() >= 5 or last in closed):
        last -= ONE_DAY
    return min(last, today)


def _in_force(held: list[LevelAssignment], day: date | None) -> LevelAssignment | None:
    """The latest begun of those in force; ``held`` is newest first."""
    for row in held:
        if day and row.effective_from <= day <= (row.effective_to or day):
            return row
    return None
