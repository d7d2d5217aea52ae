"""The demonstration's days fit the school year, on whatever day it is built."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from reports.demo.calendar import Days, open_years, terms_of
from sitrack.core.models import Term
from sitrack.core.working_days import is_working_day

FRIDAY = 4


@pytest.mark.parametrize("year", range(2020, 2045))
def test_the_terms_of_any_year_are_in_order_and_of_a_sensible_length(year: int) -> None:
    terms = terms_of(year)
    assert [term.kind for term in terms] == ["autumn", "spring", "summer"]
    assert date(year, 9, 2) <= terms[0].start <= date(year, 9, 4)
    for term in terms:
        assert term.start < term.holiday_start < term.holiday_end < term.end
        assert term.holiday_start.weekday() == 0
        assert term.start.weekday() <= FRIDAY
        assert term.end.weekday() <= FRIDAY
        assert 10 <= (term.end - term.start).days / 7 <= 16
    for before, after in pairwise(terms):
        assert 14 <= (after.start - before.end).days <= 22


DAYS = [
    date(2026, 8, 9),  # a Sunday in the summer holiday
    date(2026, 8, 31),
    date(2026, 9, 1),  # the year has begun, school has not
    date(2026, 9, 2),
    date(2026, 10, 25),
    date(2026, 10, 28),  # in the half-term
    date(2026, 12, 25),
    date(2027, 1, 1),
    date(2027, 2, 17),
    date(2027, 5, 3),  # a bank holiday
    date(2027, 7, 22),
    date(2028, 2, 29),
]


@pytest.fixture(params=DAYS, ids=str)
def days(request: pytest.FixtureRequest, db: None) -> Days:
    today: date = request.param
    years = open_years(today)
    assert years[1].start <= today <= years[1].end
    noon = datetime(today.year, today.month, today.day, 11, tzinfo=UTC)
    return Days(noon, list(Term.objects.filter(year__in=years).select_related("year")))


def test_what_has_happened_lies_behind_and_what_is_planned_ahead(days: Days) -> None:
    behind = [days.school_day(-count) for count in range(1, 366)]
    ahead = [days.school_day(count) for count in range(1, 60)]
    assert behind == sorted(behind, reverse=True)
    assert ahead == sorted(ahead)
    assert max(behind) < days.today < min(ahead)
    assert all(is_working_day(day, days.closed) for day in behind + ahead)
    assert timedelta(days=300) < days.today - behind[-1] < timedelta(days=430)


def test_something_can_be_due_this_week(days: Days) -> None:
    for count in (1, 2, 3, 4):
        assert days.today < days.due_day(count) <= days.today + timedelta(days=8)


def test_four_terms_can_be_told_of(days: Days) -> None:
    terms = [days.term(place) for place in (0, -1, -2, -3)]
    assert [term.start for term in terms] == sorted(
        (term.start for term in terms), reverse=True
    )
    assert terms[0].year.start <= days.today <= terms[0].year.end


def test_nothing_is_done_after_now(days: Days) -> None:
    assert days.done(days.today, "23:59") == days.now
    assert days.done(days.school_day(-1), "09:00") < days.now
