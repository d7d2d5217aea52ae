"""No count under five is printed for the public, and none can be derived (CONF-09)."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.rules.masking import FEW, NOT_SHOWN, masked, masked_alone

Table = list[list[int]]
COUNT = st.one_of(st.integers(0, 6), st.integers(0, 14))


def tables(rows: int, columns: int) -> st.SearchStrategy[Table]:
    row = st.lists(COUNT, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


def fits(told: str, value: int) -> bool:
    """Whether a number is what its cell may hold, for all that its reader knows."""
    if told == FEW:
        return value < 5
    return value >= 5 if told == NOT_SHOWN else value == int(told)


def could_be(printed: list[list[str]], rows: int, most: int) -> Iterator[Table]:
    """Every table that fits what is printed, found by trying all there are."""
    columns = len(printed[0]) - 1
    ranges = [
        [
            [value for value in range(most + 1) if fits(printed[row][column], value)]
            for column in range(columns)
        ]
        for row in range(rows)
    ]
    whole = [
        [
            list(row)
            for row in product(*ranges[place])
            if fits(printed[place][-1], sum(row))
        ]
        for place in range(rows)
    ]
    for table in product(*whole):
        if len(printed) == rows:
            yield [*table]
            continue
        sums = [sum(column) for column in zip(*table, strict=True)]
        below = [*sums, sum(sums)]
        if all(fits(printed[rows][place], value) for place, value in enumerate(below)):
            yield [*table]


def assert_safe(table: Table, *, totals: bool) -> None:
    printed = masked(table, totals=totals)
    rows, columns = len(table), len(table[0])
    most = max(map(sum, table)) + 2
    open_cells = {
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if not printed[row][column].isdecimal()
    }
    first = {place: table[place[0]][place[1]] for place in open_cells}
    for other in could_be(printed, rows, most):
        open_cells -= {
            (row, column)
            for row, column in open_cells
            if other[row][column] != first[row, column]
        }
        if not open_cells:
            return
    assert open_cells == set(), printed


@pytest.mark.item("CONF-09")
@given(table=tables(1, 4))
@settings(max_examples=150, deadline=None)
def test_no_masked_cell_of_a_row_can_be_derived_from_its_total(table: Table) -> None:
    assert_safe(table, totals=False)


@pytest.mark.item("CONF-09")
@given(table=tables(2, 2))
@settings(max_examples=150, deadline=None)
def test_no_masked_cell_can_be_derived_from_rows_and_columns(table: Table) -> None:
    assert_safe(table, totals=True)


@pytest.mark.item("CONF-09")
@given(table=tables(3, 3))
@settings(max_examples=150, deadline=None)
def test_nothing_under_five_is_printed_and_what_is_printed_is_true(
    table: Table,
) -> None:
    printed = masked(table)
    exact = [[*row, sum(row)] for row in table]
    exact.append([sum(column) for column in zip(*exact, strict=True)])
    for told_row, row in zip(printed, exact, strict=True):
        for told, value in zip(told_row, row, strict=True):
            assert fits(told, value)
            assert not (told.isdecimal() and value < 5)


@pytest.mark.item("CONF-09")
def test_one_school_is_masked_with_one_further_cell() -> None:
    assert masked([[6, 5, 20, 1]], totals=False) == [["6", NOT_SHOWN, "20", FEW, "32"]]


def test_two_counts_under_five_mask_each_other() -> None:
    assert masked([[20, 3, 1]], totals=False) == [["20", FEW, FEW, "24"]]


def test_two_that_only_add_up_one_way_need_a_third() -> None:
    printed = masked([[20, 4, 4]], totals=False)[0]
    assert printed == [NOT_SHOWN, FEW, FEW, "28"]


def test_hours_of_few_schools_are_masked_with_further_hours() -> None:
    few = [[True, False, False]]
    assert masked([[90, 600, 1200]], few=few, totals=False) == [
        [NOT_SHOWN, NOT_SHOWN, "1200", "1890"]
    ]


def test_a_count_alone() -> None:
    assert [masked_alone(count) for count in (0, 4, 5)] == [FEW, FEW, "5"]
