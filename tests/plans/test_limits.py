"""How long a plan may last, on the calendar of domain 3.11."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.limits import (
    Board,
    check_within,
    counts_from,
    limit_of,
    transition_limit,
)
from sitrack.core.rules import RuleBroken
from tests.building import YEARS, definition

TERMS = [term for terms in YEARS.values() for term in terms]
AUTUMN, SPRING, SUMMER, NEXT_AUTUMN, NEXT_SPRING, NEXT_SUMMER = TERMS
SEPTEMBER = date(2025, 9, 15)
ONE_DAY = timedelta(days=1)


def duration(code: str) -> dict[str, Any]:
    """What Suffolk's definition says of a level's length."""
    level = next(one for one in definition()[0].levels if one.code == code)
    return asdict(level.duration) if level.duration else {}


def last_day(code: str, start: date, board: Board | None = None) -> date:
    found = limit_of(duration(code), start=start, terms=TERMS, board=board)
    assert found
    return found.last_day


@pytest.mark.item("INV-12", "SUF-T-08")
@pytest.mark.parametrize(
    ("code", "start", "board", "ends_on", "transition_ends_on"),
    [
        pytest.param(
            *("suf_12", SEPTEMBER, None, date(2026, 3, 27), date(2026, 7, 22)),
            marks=pytest.mark.item("SUF-E-20"),
        ),
        pytest.param(
            *("suf_24", date(2026, 1, 5), None, date(2026, 7, 22), date(2026, 12, 18)),
            marks=pytest.mark.item("SUF-E-21"),
        ),
        pytest.param(
            *("suf_statutory", SEPTEMBER, Board(SEPTEMBER)),
            *(date(2026, 12, 18), date(2027, 3, 26)),
            marks=pytest.mark.item("SUF-E-23", "SUF-E-24"),
        ),
    ],
)
def test_the_worked_examples_of_limits(
    code: str,
    start: date,
    board: Board | None,
    ends_on: date,
    transition_ends_on: date,
) -> None:
    assert last_day(code, start, board) == ends_on
    transition = transition_limit(duration(code), ends_on=ends_on, terms=TERMS)
    assert transition
    assert transition.last_day == transition_ends_on


@pytest.mark.item("SUF-E-22")
def test_the_statutory_level_has_three_terms_without_a_board() -> None:
    assert last_day("suf_statutory", SEPTEMBER) == SUMMER.end


def test_a_level_without_a_length_has_no_limit() -> None:
    assert duration("suf_8") == {}
    assert limit_of({}, start=SEPTEMBER, terms=TERMS) is None
    assert transition_limit({}, ends_on=SEPTEMBER, terms=TERMS) is None


@pytest.mark.item("INV-12")
def test_a_term_counts_while_half_of_it_remains() -> None:
    middle = AUTUMN.end - timedelta(days=54)
    assert (AUTUMN.end - AUTUMN.start).days + 1 == 2 * 55
    assert last_day("suf_12", middle) == SPRING.end
    assert last_day("suf_12", middle + ONE_DAY) == SUMMER.end


def test_acc_051_a_plan_from_mid_autumn_may_end_on_the_last_day_of_spring() -> None:
    limit = limit_of(duration("suf_12"), start=date(2025, 10, 26), terms=TERMS)
    assert limit
    assert limit.words == "2 terms"
    check_within(SPRING.end, limit)
    with pytest.raises(RuleBroken, match="up to 2 terms: until 27 March 2026"):
        check_within(SPRING.end + ONE_DAY, limit)


def test_a_plan_that_starts_in_the_holiday_counts_from_the_next_term() -> None:
    assert last_day("suf_12", date(2025, 12, 27)) == SUMMER.end


@pytest.mark.item("INV-12", "SUF-E-23")
@pytest.mark.parametrize(
    ("board", "expected"),
    [
        (Board(NEXT_AUTUMN.start + ONE_DAY), NEXT_AUTUMN.end),
        (Board(SEPTEMBER, date(2026, 11, 2)), date(2026, 11, 2)),
        (Board(SEPTEMBER, SUMMER.end), SUMMER.end),
        (Board(SEPTEMBER, date(2026, 3, 1)), SUMMER.end),
        (Board(NEXT_SPRING.start), SUMMER.end),
    ],
)
def test_the_fourth_term_lasts_while_the_board_sits(
    board: Board, expected: date
) -> None:
    assert last_day("suf_statutory", SEPTEMBER, board) == expected


def test_a_board_lengthens_the_statutory_level_only() -> None:
    assert last_day("suf_24", SEPTEMBER, Board(SEPTEMBER)) == SPRING.end


def test_what_the_calendar_does_not_hold_is_not_guessed() -> None:
    limit = limit_of(duration("suf_24"), start=NEXT_SUMMER.start, terms=TERMS)
    assert limit
    assert (limit.is_known, limit.last_day) == (False, NEXT_SUMMER.end)
    check_within(NEXT_SUMMER.end, limit)
    with pytest.raises(RuleBroken, match="The calendar holds no term after 22 July"):
        check_within(NEXT_SUMMER.end + ONE_DAY, limit)


def test_other_frameworks_count_weeks_and_months() -> None:
    weeks = limit_of({"max": 12, "unit": "week"}, start=SEPTEMBER, terms=[])
    months = limit_of({"max": 1, "unit": "month"}, start=SEPTEMBER, terms=[])
    assert weeks
    assert weeks.last_day == date(2025, 12, 7)
    assert months
    assert months.last_day == date(2025, 10, 14)
    assert (weeks.words, months.words) == ("12 weeks", "1 month")


STARTS = st.dates(AUTUMN.start, NEXT_AUTUMN.start)
CODES = st.sampled_from(["suf_12", "suf_24", "suf_statutory"])


@given(CODES, STARTS)
def test_a_limit_is_the_last_day_of_a_term_after_the_start(
    code: str, start: date
) -> None:
    found = last_day(code, start)
    assert found in {term.end for term in TERMS}
    assert found > start


@given(CODES, STARTS)
def test_to_start_a_day_later_never_shortens_the_time(code: str, start: date) -> None:
    assert last_day(code, start) <= last_day(code, start + ONE_DAY)


@given(STARTS)
def test_the_first_term_that_counts_is_at_least_half_to_come(start: date) -> None:
    first = counts_from(start, TERMS)[0]
    remaining = (first.end - max(start, first.start)).days + 1
    assert 2 * remaining >= (first.end - first.start).days + 1


@given(STARTS, STARTS, st.none() | STARTS)
def test_a_board_never_shortens_the_time(
    start: date, since: date, until: date | None
) -> None:
    board = Board(since, until)
    without = last_day("suf_statutory", start)
    with_it = last_day("suf_statutory", start, board)
    assert with_it >= without
    if with_it > without:
        assert board.sits_on(with_it)


@given(CODES, STARTS)
def test_a_transition_follows_its_plan_and_has_at_least_half_a_term(
    code: str, ends_on: date
) -> None:
    found = transition_limit(duration(code), ends_on=ends_on, terms=TERMS)
    assert found
    assert found.last_day > ends_on
    assert found.last_day == counts_from(ends_on + ONE_DAY, TERMS)[0].end
