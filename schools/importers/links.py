"""The register's file of links: which school followed which; from its file to rows.

Nothing here knows the database. A row that cannot be used becomes a refusal; a file
that cannot be used raises FileRefused.
"""

import csv
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from schools.importers import cells
from schools.importers.gias_columns import plain
from schools.importers.gias_rows import Refusal
from schools.importers.opening import FileRefused, as_text

COLUMNS = {
    "urn": "URN",
    "other": "LinkURN",
    "kind": "LinkType",
    "on": "LinkEstablishedDate",
}
SUCCESSOR, PREDECESSOR = "Successor", "Predecessor"
BECAME_ONE = ("merged", "amalgamated")
LARGEST_URN = 999_999


class LinkRow(NamedTuple):
    """One school that another follows, as one line of the file says."""

    line: int
    before: int
    after: int
    became_one: bool
    on: date | None


class LinksFile:
    """One file of links; iterating reads those that say which school follows which.

    Links of other kinds, such as sixth form centres and schools that were split, say
    nothing about the end of a school and are passed over.
    """

    def __init__(self, data: bytes, *, name: str = "links.csv") -> None:
        self.name = name
        self._data = data
        header = next(self._lines())[1]
        places: dict[str, int] = {}
        for place, title in enumerate(header):
            places.setdefault(plain(title), place)
        missing = [title for title in COLUMNS.values() if plain(title) not in places]
        if missing:
            noun = "column" if len(missing) == 1 else "columns"
            told = f"The file of links lacks the {noun} {', '.join(missing)}."
            raise FileRefused(told)
        self._places = {part: places[plain(title)] for part, title in COLUMNS.items()}

    def __iter__(self) -> Iterator[LinkRow | Refusal]:
        lines = self._lines()
        next(lines)
        for line, row in lines:
            if any(cell.strip() for cell in row):
                yield from self._read(line, row)

    def _read(self, line: int, row: list[str]) -> Iterator[LinkRow | Refusal]:
        cell = {
            part: row[place].strip() if place < len(row) else ""
            for part, place in self._places.items()
        }
        what, _, how = cell["kind"].partition(" - ")
        if what not in {SUCCESSOR, PREDECESSOR} or how not in {"", *BECAME_ONE}:
            return
        part = "urn"
        try:
            urn = cells.number(cell["urn"], most=LARGEST_URN)
            part = "other"
            other = cells.number(cell["other"], most=LARGEST_URN)
            part = "on"
            on = cells.day(cell["on"])
        except cells.BadCell as bad:
            yield Refusal(line, COLUMNS[part], str(bad), cell[part][:100])
            return
        if not urn or not other:
            part = "other" if urn else "urn"
            yield Refusal(line, COLUMNS[part], "This is missing", "")
        elif urn == other:
            told = "A school cannot follow itself"
            yield Refusal(line, COLUMNS["other"], told, cell["other"])
        elif what == SUCCESSOR:
            yield LinkRow(line, urn, other, bool(how), on)
        else:
            yield LinkRow(line, other, urn, bool(how), on)

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        rows = csv.reader(as_text(self._data))
        line = 1
        try:
            for row in rows:
                yield line, row
                line = rows.line_num + 1
        except csv.Error as error:
            raise FileRefused(f"Line {line} is not CSV: {error}.") from error
