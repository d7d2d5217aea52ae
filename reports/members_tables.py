"""A report's figures as tables: exact for the authority, masked for the public."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reports.rules.masking import FEWEST, NOT_SHOWN, masked, masked_alone
from sitrack.core.templatetags.govuk import hours
from sitrack.core.words import word, worded

TOTAL = "All"
MOVES = ["Up: more support", "Same", "Down: less support", "Not known"]
PLANS = ["On track", "Not on track", "Not yet reviewed"]


@dataclass(frozen=True)
class Table:
    """A heading, the columns' names, and rows of words."""

    title: str
    columns: list[str]
    rows: list[list[str]]


def tables_of(figures: dict[str, Any], *, public: bool) -> list[Table]:
    """The tables of a report. A public one masks counts under five, and what would
    give them away (CONF-09, ACC-087)."""
    stood = [_by_region(figures, one, public=public) for one in figures["stood"]]
    return [
        _levels(figures, stood),
        *([stood[0]] if len(stood[0].rows) > 2 else []),
        _movement(figures, public=public),
        _row("Plans under way", PLANS, figures["plans"], public=public),
        _alone(
            "Schools in the term",
            [*_differing(figures), ["Without a visit", figures["unvisited"]]],
            public=public,
        ),
        _hours("Hours by category", figures["category"], public=public),
        _hours("Hours by team", figures["team"], public=public),
        _alone(
            "Schools by theme of their priorities", figures["themes"], public=public
        ),
        _alone("Schools and support", figures["support"], public=public),
    ]


def _differing(figures: dict[str, Any]) -> list[list[Any]]:
    """One row where the framework asks both sides for the trajectory; else none."""
    label = "Where both sides’ views of the trajectory differ"
    return [[label, figures["differs"]]] if word("trajectory") else []


def as_values(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Tables as they are frozen."""
    return [asdict(table) for table in tables]


def _by_region(
    figures: dict[str, Any], stood: dict[str, Any], *, public: bool
) -> Table:
    """Regions by level. Every column of the report that counts levels is the last row
    of such a table, so that no two tables mask differently what both print."""
    regions = stood["regions"] or [{"name": "", "counts": [0] * len(figures["levels"])}]
    cells = _cells([one["counts"] for one in regions], public=public)
    names = [*(one["name"] for one in regions), TOTAL]
    rows = [[name, *row] for name, row in zip(names, cells, strict=True)]
    title = f"Schools by region and level, {stood['term']}"
    return Table(title, ["Region", *figures["levels"], TOTAL], rows)


def _cells(counts: list[list[int]], *, public: bool) -> list[list[str]]:
    """A table with the columns' totals below; those of one row are the row again."""
    if public and len(counts) == 1:
        (row,) = masked(counts, totals=False)
        return [row, row]
    if public:
        return masked(counts)
    exact = [[*row, sum(row)] for row in counts]
    return [
        [str(cell) for cell in row]
        for row in [*exact, [sum(column) for column in zip(*exact, strict=True)]]
    ]


def _levels(figures: dict[str, Any], stood: list[Table]) -> Table:
    columns = [table.rows[-1][1:] for table in stood]
    rows = [
        [label, *(column[place] for column in columns)]
        for place, label in enumerate([*figures["levels"], TOTAL])
    ]
    terms = [one["term"] for one in figures["stood"]]
    return Table(worded("Schools by {level}"), [word("Level"), *terms], rows)


def _movement(figures: dict[str, Any], *, public: bool) -> Table:
    rows = []
    for moved in figures["moved"]:
        counts = [moved["counts"]]
        told = (
            masked(counts, totals=False)[0]
            if public
            else _cells(counts, public=False)[0]
        )
        rows.append([moved["words"], *told])
    return Table("Movement between levels", ["Compared", *MOVES, TOTAL], rows)


def _row(title: str, names: list[str], counts: list[int], *, public: bool) -> Table:
    told = _cells([counts], public=public)[0]
    rows = [list(pair) for pair in zip([*names, TOTAL], told, strict=True)]
    return Table(title, ["", "Schools"], rows)


def _alone(title: str, rows: list[list[Any]], *, public: bool) -> Table:
    """Counts that add up to nothing that is printed."""
    told = [
        [label, masked_alone(number) if public else str(number)]
        for label, number in rows
    ]
    return Table(title, ["", "Schools"], told)


def _hours(title: str, rows: list[list[Any]], *, public: bool) -> Table:
    labels = [label for label, *_ in rows]
    minutes = [minutes for _, minutes, _ in rows]
    told = [hours(number) for number in [*minutes, sum(minutes)]]
    if public and rows:
        few = [schools < FEWEST for *_, schools in rows]
        shown = masked([minutes], few=[few], totals=False)[0]
        # Of so few schools altogether even the sum tells too much.
        shown = [NOT_SHOWN] * len(shown) if all(few) else shown
        told = [
            NOT_SHOWN if cell == NOT_SHOWN else words
            for cell, words in zip(shown, told, strict=True)
        ]
    named = [list(pair) for pair in zip([*labels, TOTAL], told, strict=True)]
    return Table(title, ["", "Hours"], named)


def changes(frozen: Sequence[Table], now: Sequence[Table]) -> list[str]:
    """What reads differently today, in sentences (ACC-088)."""
    then = {
        (table.title, row[0], column): cell
        for table in frozen
        for row in table.rows
        for column, cell in zip(table.columns[1:], row[1:], strict=True)
    }
    today = {
        (table.title, row[0], column): cell
        for table in now
        for row in table.rows
        for column, cell in zip(table.columns[1:], row[1:], strict=True)
    }
    return [
        f"{title}, {', '.join(filter(None, (row, column)))}:"
        f" {then.get(place, 'none')} when approved, {today.get(place, 'none')} now."
        for place in {**then, **today}
        if then.get(place) != today.get(place)
        for title, row, column in [place]
    ]
