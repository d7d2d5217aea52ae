"""Counts that are printed for the public: none under five, and none to be derived.

CONF-09: a count under five is printed as "<5", with further cells masked where the
totals would give it away. Rows, columns and totals of a table form a flow: what
leaves a row is its total, what enters a column is the column's. A masked cell can be
derived from what is printed exactly if no other flow fits, and another fits exactly
if a round trip through the cell has room; that is what is looked for.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FEWEST = 5
FEW, NOT_SHOWN = "<5", "not shown"
Place = tuple[int, int]
Grid = Sequence[Sequence[int]]


@dataclass
class _Cell:
    """One number of the table as an edge of the flow, and what the reader is told."""

    start: str
    end: str
    value: int
    is_total: bool = False
    told: str = ""  # Empty where it is printed.
    lowest: int = 0
    highest: int | None = None
    printed: bool = True  # False for a total that the table leaves out.

    @property
    def is_open(self) -> bool:
        """Whether the reader does not see the number."""
        return bool(self.told) or not self.printed

    @property
    def can_rise(self) -> bool:
        return self.is_open and (self.highest is None or self.value < self.highest)

    @property
    def can_fall(self) -> bool:
        return self.is_open and self.value > self.lowest


def masked(
    counts: Grid, *, few: Sequence[Sequence[bool]] | None = None, totals: bool = True
) -> list[list[str]]:
    """What is printed of a table: its rows, each with its total, and the columns' totals.

    ``few`` says which cells are about fewer than five where the numbers are not counts
    of schools, such as hours; such cells say only that they are masked. Without
    ``totals`` the columns' totals are not printed, as in a table of one row.
    """
    cells = _cells(counts, totals=totals)
    for cell in cells.values():
        _mask_few(cell, counts_schools=few is None)
    if few is not None:
        _mask_told(cells, few)
    _hide_more(cells, counts_schools=few is None)
    rows, columns = len(counts) + totals, len(counts[0]) + 1
    return [
        [
            cells[row, column].told or str(cells[row, column].value)
            for column in range(columns)
        ]
        for row in range(rows)
    ]


def masked_alone(count: int) -> str:
    """A count that stands in no table."""
    return FEW if count < FEWEST else str(count)


def _cells(counts: Grid, *, totals: bool) -> dict[Place, _Cell]:
    rows, columns = len(counts), len(counts[0])
    cells: dict[Place, _Cell] = {}
    for row, values in enumerate(counts):
        for column, value in enumerate(values):
            cells[row, column] = _Cell(f"row {row}", f"column {column}", value)
        cells[row, columns] = _Cell(
            "all rows", f"row {row}", sum(values), is_total=True
        )
    for column in range(columns):
        value = sum(values[column] for values in counts)
        cells[rows, column] = _Cell(
            f"column {column}", "all columns", value, is_total=True, printed=totals
        )
    everything = sum(map(sum, counts))
    cells[rows, columns] = _Cell(
        "all columns", "all rows", everything, is_total=True, printed=totals
    )
    return cells


def _mask_few(cell: _Cell, *, counts_schools: bool) -> None:
    if counts_schools and cell.printed and cell.value < FEWEST:
        cell.told, cell.highest = FEW, FEWEST - 1


def _mask_told(cells: dict[Place, _Cell], few: Sequence[Sequence[bool]]) -> None:
    for row, values in enumerate(few):
        for column, is_few in enumerate(values):
            if is_few:
                cells[row, column].told = NOT_SHOWN


def _hide_more(cells: dict[Place, _Cell], *, counts_schools: bool) -> None:
    """Mask one cell after another until none of the masked can be derived."""
    while (given_away := _derived(cells)) is not None:
        others = _by_price(cells, given_away)
        if not others:
            return
        for other in others:
            _hide(cells[other], counts_schools=counts_schools)
            if not _is_derived(cells, given_away):
                break
            _show(cells[other])
        else:
            _hide(cells[others[0]], counts_schools=counts_schools)


def _hide(cell: _Cell, *, counts_schools: bool) -> None:
    """What is not few: a reader who sees "not shown" knows that it is five or more."""
    cell.told, cell.lowest = NOT_SHOWN, FEWEST if counts_schools else 0


def _show(cell: _Cell) -> None:
    cell.told, cell.lowest = "", 0


def _by_price(cells: dict[Place, _Cell], place: Place) -> list[Place]:
    """The cells that are still printed, the least loss first: near, small, no total."""

    def price(other: Place) -> tuple[bool, bool, int, Place]:
        cell = cells[other]
        far = other[0] != place[0] and other[1] != place[1]
        return (cell.is_total, far, cell.value, other)

    printed = [place for place, cell in cells.items() if not cell.is_open]
    return sorted(printed, key=price)


def _derived(cells: dict[Place, _Cell]) -> Place | None:
    found = (place for place in cells if cells[place].told)
    return next((place for place in found if _is_derived(cells, place)), None)


def _is_derived(cells: dict[Place, _Cell], place: Place) -> bool:
    """Whether only one value of a masked cell fits what is printed."""
    cell = cells[place]
    rises = cell.can_rise and _leads(cells, place, cell.end, cell.start)
    falls = cell.can_fall and _leads(cells, place, cell.start, cell.end)
    return not (rises or falls)


def _leads(cells: dict[Place, _Cell], apart: Place, start: str, end: str) -> bool:
    """Whether a change can travel from one end to the other past a cell."""
    ways: dict[str, list[str]] = {}
    for begin, finish in _ways(cells, apart):
        ways.setdefault(begin, []).append(finish)
    seen, ahead = {start}, deque([start])
    while ahead:
        here = ahead.popleft()
        if here == end:
            return True
        for there in ways.get(here, ()):
            if there not in seen:
                seen.add(there)
                ahead.append(there)
    return False


def _ways(cells: dict[Place, _Cell], apart: Place) -> Iterator[tuple[str, str]]:
    for place, cell in cells.items():
        if place == apart:
            continue
        if cell.can_rise:
            yield cell.start, cell.end
        if cell.can_fall:
            yield cell.end, cell.start
