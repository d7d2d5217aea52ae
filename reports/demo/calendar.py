"""School years around today, and days counted from today in days of school."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta

import holidays
from django.utils import timezone

from sitrack.core import calendar
from sitrack.core.calendar import TermDates
from sitrack.core.models import AcademicYear, Term
from sitrack.core.working_days import is_working_day, on_or_after

ONE_DAY = timedelta(days=1)
FRIDAY = 4
# A year of 365 days has about so many days of school.
SCHOOL_DAYS_IN_A_YEAR = 190


def first_year(today: date) -> int:
    """The year in which the academic year that today lies in began."""
    return today.year if today.month >= 9 else today.year - 1


def terms_of(year: int) -> list[TermDates]:
    """The terms of the academic year that begins in September of ``year``."""
    good_friday = _good_friday(year + 1)
    # Schools close for two weeks at Easter, near enough to the first of April.
    spring_end = min(good_friday - ONE_DAY, _friday(date(year + 1, 4, 5)))
    summer = _monday(spring_end) + timedelta(weeks=3)
    if summer == good_friday + timedelta(days=3):
        summer += ONE_DAY
    return [
        _term(
            "autumn",
            _first_weekday(date(year, 9, 2)),
            _last_weekday(date(year, 12, 19)),
            _monday_of_last_full_week_of_october(year),
        ),
        _term(
            "spring",
            _back_after_christmas(year + 1),
            spring_end,
            _monday(date(year + 1, 2, 15)),
        ),
        _term(
            "summer",
            summer,
            _last_weekday(date(year + 1, 7, 22)),
            _monday(date(year + 1, 5, 31)),
        ),
    ]


def open_years(today: date) -> list[AcademicYear]:
    """The academic years before, of and after today, through the service."""
    now = first_year(today)
    return [
        calendar.open_year(
            label=f"{year}/{(year + 1) % 100:02}",
            start=date(year, 9, 1),
            end=date(year + 1, 8, 31),
            terms=terms_of(year),
            by=None,
        )
        for year in (now - 1, now, now + 1)
    ]


class Days:
    """Days of the story: so many days before or after today, on days of school.

    A year of the story is a year of school, so that nothing falls into a holiday
    and nothing that has happened lies ahead, on whatever day it is told.
    """

    def __init__(self, now: datetime, terms: list[Term]) -> None:
        self.now = now
        self.today = timezone.localdate(now)
        self.terms = terms
        self.closed = calendar.closed_days()
        self.school_days = [
            day
            for term in terms
            for half in term.halves.all()
            for day in _each(half.start, half.end)
            if is_working_day(day, self.closed)
        ]

    def school_day(self, days: int) -> date:
        """The day of school that many days before (negative) or after today."""
        count = max(1, round(abs(days) * SCHOOL_DAYS_IN_A_YEAR / 365))
        if days < 0:
            place = bisect_left(self.school_days, self.today) - count
            return self.school_days[max(place, 0)]
        return self.later(self.today, count)

    def later(self, day: date, count: int) -> date:
        """So many days of school after a day."""
        place = bisect_right(self.school_days, day) + count - 1
        return self.school_days[max(0, min(place, len(self.school_days) - 1))]

    def beside(self, day: date, count: int) -> date:
        """So many days of school after a day, or before it where the count is negative;
        none is the day itself, or the first day of school that follows it."""
        if count > 0:
            return self.later(day, count)
        place = bisect_left(self.school_days, day) + count
        return self.school_days[max(0, min(place, len(self.school_days) - 1))]

    def due_day(self, days: int) -> date:
        """The day something is due: what lies ahead is due when people work."""
        if days < 0:
            return self.school_day(days)
        return self.working_day(self.today + timedelta(days=days))

    def term(self, place: int) -> Term:
        """Term 0 is the latest to have begun, -1 the one before it.

        In the first days of September the autumn term counts as begun.
        """
        begun = [
            term
            for term in self.terms
            if term.start <= self.today
            or (term.ordinal == 1 and term.year.start <= self.today)
        ]
        return begun[place - 1]

    def working_day(self, day: date) -> date:
        """The day, or the next on which people work."""
        return on_or_after(day, self.closed)

    def moment(self, day: date, at: str) -> datetime:
        """A time of a day."""
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))

    def done(self, day: date, at: str) -> datetime:
        """When something happened: at that time, and never later than now."""
        return min(self.moment(day, at), self.now)


def _term(kind: str, start: date, end: date, holiday: date) -> TermDates:
    friday = holiday + timedelta(days=4)
    return TermDates(kind, kind.capitalize(), start, end, holiday, friday)


def _good_friday(year: int) -> date:
    named = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return next(day for day, name in named.items() if name == "Good Friday")


def _each(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _friday(day: date) -> date:
    """The last Friday up to and including the day."""
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def _back_after_christmas(year: int) -> date:
    """The first weekday from 4 January on; never so late in a week as Thursday."""
    day = _first_weekday(date(year, 1, 4))
    return day if day.weekday() < FRIDAY - 1 else _monday(day) + timedelta(weeks=1)


def _first_weekday(day: date) -> date:
    return on_or_after(day, frozenset())


def _last_weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _monday_of_last_full_week_of_october(year: int) -> date:
    """The last week whose Monday to Friday all lie in October."""
    return _monday(_friday(date(year, 10, 31)))
