"""The academic calendar: reading it and changing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import holidays
from django.db import transaction

from sitrack.core import clock, events
from sitrack.core.models import (
    AcademicYear,
    Audience,
    HalfTerm,
    NonWorkingDay,
    Term,
    User,
)
from sitrack.core.prepared import prepared
from sitrack.core.remembered import Remembered
from sitrack.core.rules import RuleBroken
from sitrack.core.words import word


@dataclass(frozen=True)
class TermDates:
    """A term as it is entered: its name, its days, and its half-term holiday."""

    kind: str
    name: str
    start: date
    end: date
    holiday_start: date
    holiday_end: date


def today() -> date:
    """Today, in local time."""
    return clock.today()


def year_on(day: date) -> AcademicYear | None:
    """The academic year that a day lies in."""
    return AcademicYear.objects.filter(start__lte=day, end__gte=day).first()


def term_on(day: date) -> Term | None:
    """The term that a day is counted in; holidays go with the term before."""
    terms = [one for one in _terms.now() if one.year.start <= day <= one.year.end]
    begun = [one for one in terms if one.start <= day]
    return begun[-1] if begun else next(iter(terms), None)


def terms_of(year: AcademicYear) -> list[Term]:
    """The terms of a year, in their order."""
    terms = _terms_of(year.pk)
    for term in terms:
        term.year = year
    return terms


@prepared
def _terms_of(year: int) -> Any:
    return Term.objects.filter(year=year)


def _read_terms() -> tuple[Term, ...]:
    return tuple(Term.objects.select_related("year").order_by("start"))


_terms = Remembered(_read_terms)


def terms_from(day: date) -> list[Term]:
    """The terms of the calendar that are not over on a day, in their order."""
    return [term for term in _terms.now() if term.end >= day]


def is_in_term(day: date) -> bool:
    """Whether schools are open: the day lies in a half-term, not between two."""
    return HalfTerm.objects.filter(start__lte=day, end__gte=day).exists()


def _read_closed_days() -> frozenset[date]:
    return frozenset(NonWorkingDay.objects.values_list("day", flat=True))


_closed_days = Remembered(_read_closed_days)


def closed_days() -> frozenset[date]:
    """Weekdays on which nobody works."""
    return _closed_days.now()


@transaction.atomic
def open_year(
    *, label: str, start: date, end: date, terms: Iterable[TermDates], by: User | None
) -> AcademicYear:
    """Add an academic year with its terms, half-terms and bank holidays.

    Raises RuleBroken when days overlap another year, a term lies outside the
    year, or terms overlap.
    """
    clash = AcademicYear.objects.filter(start__lte=end, end__gte=start).first()
    if clash:
        raise RuleBroken(f"These days overlap the year {clash.label}.", "start")
    year = AcademicYear.objects.create(label=label, start=start, end=end)
    for ordinal, dates in enumerate(terms, start=1):
        _check_term(dates, year=year, earlier=list(year.terms.all()))
        term = Term.objects.create(
            year=year,
            ordinal=ordinal,
            kind=dates.kind,
            name=dates.name,
            start=dates.start,
            end=dates.end,
        )
        _set_halves(term, dates)
    _add_bank_holidays(start, end)
    _terms.changed()
    events.record("calendar.year_opened", year, by=by, audience=Audience.SYSTEM)
    return year


@transaction.atomic
def change_term(*, term: Term, dates: TermDates, by: User) -> Term:
    """Move a term's days; what is counted by term follows, by those who hear of it.

    Raises RuleBroken as open_year does.
    """
    others = list(term.year.terms.exclude(pk=term.pk))
    _check_term(dates, year=term.year, earlier=others)
    term.name, term.start, term.end = dates.name, dates.start, dates.end
    term.save(update_fields=["name", "start", "end"])
    term.halves.all().delete()
    _set_halves(term, dates)
    _terms.changed()
    events.record("calendar.term_changed", term, by=by, audience=Audience.SYSTEM)
    return term


@transaction.atomic
def close_day(*, day: date, name: str, by: User) -> NonWorkingDay:
    """Add a local closure. Raises RuleBroken for a day already on the list."""
    if NonWorkingDay.objects.filter(day=day).exists():
        raise RuleBroken(f"{day:%-d %B %Y} is already a day off.", "day")
    closure = NonWorkingDay.objects.create(
        day=day, name=name, kind=NonWorkingDay.Kind.LOCAL_CLOSURE
    )
    _closed_days.changed()
    events.record(
        "calendar.day_closed",
        closure,
        by=by,
        audience=Audience.SYSTEM,
        day=day.isoformat(),
    )
    return closure


@transaction.atomic
def reopen_day(*, closure: NonWorkingDay, by: User) -> None:
    """Take a day off the list."""
    events.record("calendar.day_reopened", closure, by=by, audience=Audience.SYSTEM)
    closure.delete()
    _closed_days.changed()


def _check_term(dates: TermDates, *, year: AcademicYear, earlier: list[Term]) -> None:
    if dates.end <= dates.start:
        raise RuleBroken(f"{dates.name} must end after it starts.", "end")
    if dates.start < year.start or dates.end > year.end:
        raise RuleBroken(
            f"{dates.name} must lie inside the year {year.label}.", "start"
        )
    if not dates.start < dates.holiday_start <= dates.holiday_end < dates.end:
        raise RuleBroken(
            f"The half-term holiday must lie inside {dates.name}.", "holiday_start"
        )
    for other in earlier:
        if dates.start <= other.end and dates.end >= other.start:
            raise RuleBroken(f"{dates.name} overlaps {other.name}.", "start")


def _set_halves(term: Term, dates: TermDates) -> None:
    day = timedelta(days=1)
    HalfTerm.objects.bulk_create(
        [
            HalfTerm(
                term=term, ordinal=1, start=dates.start, end=dates.holiday_start - day
            ),
            HalfTerm(
                term=term, ordinal=2, start=dates.holiday_end + day, end=dates.end
            ),
        ]
    )


def _add_bank_holidays(start: date, end: date) -> None:
    named = holidays.country_holidays(
        "GB", subdiv=word("bank_holidays"), years=range(start.year, end.year + 1)
    )
    NonWorkingDay.objects.bulk_create(
        [
            NonWorkingDay(day=day, name=name, kind=NonWorkingDay.Kind.BANK_HOLIDAY)
            for day, name in sorted(named.items())
            if start <= day <= end
        ],
        ignore_conflicts=True,
    )
    _closed_days.changed()
