"""When something falls due, on the calendar of domain 3.11."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from engagement.definitions.levels import Cadence
from engagement.rules.cadence import (
    Anchor,
    Days,
    Period,
    add_months,
    next_school_day,
    periods_of,
)
from tests.building import YEARS

ONE_DAY = timedelta(days=1)
TERMS = [term for terms in YEARS.values() for term in terms]
DAYS = Days(
    closed=frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4)}),
    terms=tuple((term.start, term.end) for term in TERMS),
    halves=tuple(
        half
        for term in TERMS
        for half in (
            (term.start, term.holiday_start - ONE_DAY),
            (term.holiday_end + ONE_DAY, term.end),
        )
    ),
)
AUTUMN = Anchor("term", "term:1", date(2025, 9, 1), date(2025, 12, 19))
EVALUATION = Anchor("evaluation", "evaluation:4", date(2026, 4, 2))


def due(anchor: Anchor, **rule: object) -> list[date]:
    """The days on which a rule that counts from the anchor's kind falls due."""
    facts = {
        "code": "A",
        "activity": "a",
        "label": "A",
        "anchor": anchor.kind,
        "responsible": "officer",
    }
    cadence = Cadence(**{**facts, **rule})  # type: ignore[arg-type]
    return [period.due_on for period in periods_of(cadence, [anchor], DAYS)]


@pytest.mark.item("CAD-01", "CAD-02")
def test_what_is_due_every_term_is_due_by_its_last_day() -> None:
    assert due(AUTUMN, every=1, unit="term") == [date(2025, 12, 19)]


@pytest.mark.item("INV-20")
def test_working_days_count_neither_weekends_nor_bank_holidays() -> None:
    assert due(EVALUATION, offset=5, working_days=True) == [date(2026, 4, 13)]
    assert due(EVALUATION, offset=10, working_days=True) == [date(2026, 4, 20)]
    assert due(EVALUATION, offset=-5, working_days=True) == [date(2026, 3, 26)]


def test_a_month_is_counted_by_its_days_and_rolls_forward_to_a_day_of_school() -> None:
    november = Anchor("evaluation", "evaluation:5", date(2025, 11, 28))
    assert due(november, every=3, unit="month") == [date(2026, 3, 2)]
    assert due(november, every=6, unit="month") == [date(2026, 6, 1)]


def test_what_goes_before_a_review_is_counted_back_from_it_in_working_days() -> None:
    november = Anchor("evaluation", "evaluation:5", date(2025, 11, 28))
    pack = {"every": 3, "unit": "month", "offset": -5, "working_days": True}
    assert due(november, **pack) == [date(2026, 2, 23)]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2025, 9, 15), 36, date(2028, 9, 15)),
    ],
)
def test_a_month_without_such_a_day_ends_on_its_last(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 10, 27), date(2025, 11, 3)),
        (date(2025, 12, 24), date(2026, 1, 5)),
        (date(2026, 5, 2), date(2026, 5, 5)),
        (date(2026, 3, 28), date(2026, 4, 13)),
        (date(2030, 6, 1), date(2030, 6, 3)),
    ],
)
def test_a_holiday_a_weekend_and_a_closed_day_are_passed_over(
    day: date, expected: date
) -> None:
    assert next_school_day(day, DAYS) == expected


def test_reviews_of_a_plan_come_every_six_weeks_until_it_ends() -> None:
    plan = Anchor("plan_start", "plan:7", date(2025, 9, 15), date(2026, 3, 27))
    assert due(plan, every=6, unit="week") == [
        date(2025, 11, 3),  # 27 October lies in the half-term holiday
        date(2025, 12, 8),
        date(2026, 1, 19),
        date(2026, 3, 2),
    ]


def test_the_end_of_a_plan_asks_once() -> None:
    assert due(Anchor("plan_end", "plan:7", date(2026, 3, 27))) == [date(2026, 3, 27)]


def test_weeks_are_counted_inside_a_term_and_months_inside_a_year() -> None:
    half = Anchor("half_term", "half:1.1", date(2025, 9, 1), date(2025, 10, 24))
    assert due(half, every=3, unit="week") == [date(2025, 9, 22), date(2025, 10, 13)]
    assert due(half, every=1, unit="half_term") == [date(2025, 10, 24)]
    year = Anchor("academic_year", "year:1", date(2025, 9, 1), date(2026, 8, 31))
    assert due(year, every=6, unit="month") == [date(2026, 3, 2)]
    assert due(year, every=1, unit="year") == [date(2026, 8, 31)]


def test_what_was_last_done_counts_from_that_day_and_asks_once() -> None:
    done = Anchor("last_done", "after:visit.3", date(2025, 11, 10))
    assert due(done, every=2, unit="week") == [date(2025, 11, 24)]
    assert due(done, every=1, unit="term") == [date(2025, 12, 19)]
    assert due(done, every=2, unit="half_term") == [date(2026, 2, 13)]
    assert due(done, every=1, unit="year") == [date(2026, 11, 10)]
    assert due(done, every=9, unit="term") == []


@pytest.mark.item("CAD-06")
def test_what_belongs_to_a_visit_is_due_with_it() -> None:
    visit = Anchor("visit", "visit:9", date(2025, 11, 10))
    assert due(visit, every=1, unit="visit") == [date(2025, 11, 10)]


def test_periods_are_named_for_good_and_follow_one_another() -> None:
    plan = Anchor("plan_start", "plan:7", date(2025, 9, 15), date(2025, 11, 30))
    cadence = Cadence(
        code="A",
        activity="a",
        label="A",
        responsible="officer",
        anchor="plan_start",
        every=4,
        unit="week",
    )
    assert list(periods_of(cadence, [AUTUMN, plan], DAYS)) == [
        Period("plan:7.1", "plan:7", date(2025, 9, 15), date(2025, 10, 13)),
        Period("plan:7.2", "plan:7", date(2025, 10, 14), date(2025, 11, 10)),
    ]


def test_a_day_that_a_holiday_moves_nearer_to_the_next_one_is_left_to_that() -> None:
    level = Anchor("level_start", "level:3", date(2025, 12, 9), date(2026, 1, 31))
    cadence = {"every": 2, "unit": "week"}
    # 23 December would be moved to Monday 5 January, and the next is on that Tuesday.
    assert due(level, **cadence) == [date(2026, 1, 6), date(2026, 1, 20)]
    ending = Anchor("level_start", "level:3", date(2025, 12, 9), date(2026, 1, 5))
    assert due(ending, **cadence) == [date(2026, 1, 5)]


def test_a_day_that_a_holiday_moves_by_half_its_step_or_less_stays() -> None:
    level = Anchor("level_start", "level:3", date(2025, 10, 13), date(2025, 11, 30))
    assert due(level, every=2, unit="week") == [
        date(2025, 11, 3),  # 27 October lies in the half-term holiday
        date(2025, 11, 10),
        date(2025, 11, 24),
    ]


@pytest.mark.parametrize("start", [date(2025, 9, 1) + n * ONE_DAY for n in range(14)])
def test_no_two_days_of_a_cadence_come_nearer_than_half_its_step(start: date) -> None:
    level = Anchor("level_start", "level:3", start, date(2026, 7, 17))
    days = due(level, every=2, unit="week")
    assert min(later - day for day, later in pairwise(days)) >= timedelta(days=7)


def test_the_weeks_of_a_holiday_ask_once_on_the_day_that_schools_open() -> None:
    level = Anchor("level_start", "level:3", date(2025, 12, 8), date(2026, 1, 20))
    assert due(level, every=1, unit="week") == [
        date(2025, 12, 15),
        date(2026, 1, 5),  # those of 22 and 29 December and of this day
        date(2026, 1, 12),
        date(2026, 1, 19),
    ]
