"""A table is known by its rows, in whatever order they come."""

from sitrack.core.backups.tables import Table, differences


def test_the_order_of_rows_does_not_matter_and_each_row_does() -> None:
    rows = [f"({number},Elm)" for number in range(5)]
    assert Table.of(rows) == Table.of(reversed(rows))
    assert Table.of(rows) != Table.of([*rows[:4], "(4,Oak)"])
    assert Table.of([*rows, rows[0]]) != Table.of([*rows, rows[1]])
    assert Table.of([]) == Table(0, "0" * 64)


def test_each_difference_is_named() -> None:
    one, two, other = Table.of(["1"]), Table.of(["1", "2"]), Table.of(["3"])
    told = {"gone": one, "longer": one, "other": one, "same": one}
    found = {"longer": two, "new": one, "other": other, "same": one}
    assert differences(told, found) == [
        "The table gone is missing.",
        "The table longer has 2 rows, not 1.",
        "The table new is new.",
        "The table other has other rows than before.",
    ]
