"""The national register of schools (GIAS), as published: from its file to rows.

Nothing here knows the database. A row that cannot be used becomes a refusal with
its line, column, reason and value; a file that cannot be used raises FileRefused.
"""

import csv
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from schools.importers.gias_columns import COLUMNS, PUBLISHED, REQUIRED, plain
from schools.importers.gias_rows import Facts, Refusal, RowReader, SchoolRow
from schools.importers.opening import FileRefused, as_text, read_bytes

HEAD = frozenset({"head_title", "head_first", "head_last", "head_job"})
FEDERATION = frozenset({"federation_code", "federation_name"})


class RegisterFile:
    """One file of the register; iterating reads its rows from the start.

    ``fields`` are the facts that the file's columns tell; a fact that it does not
    tell is blank in every row and says nothing about the school.
    """

    def __init__(self, data: bytes, *, name: str = "register.csv") -> None:
        self.name = name
        self._data = data
        header = next(_lines(data))[1]
        self._places = _places(header)
        self._width = len(header)
        present = frozenset(self._places)
        self.fields = frozenset({*present, "maintained"}) & frozenset(Facts._fields)
        self.has_heads = present >= HEAD
        self.has_federations = present >= FEDERATION
        self.missing_columns = [
            COLUMNS[part] for part in COLUMNS if part not in present
        ]
        self.unknown_columns = [
            name.strip()
            for name in header
            if name.strip() and plain(name) not in PUBLISHED
        ]

    @property
    def total(self) -> int:
        """About how many rows there are: a cell may hold a line break."""
        return max(self._data.rstrip().count(b"\n"), 0)

    def __iter__(self) -> Iterator[SchoolRow | Refusal]:
        reader = RowReader(frozenset(self._places))
        lines = _lines(self._data)
        next(lines)
        # A column that the file lacks is read from a blank cell past the row's end.
        pick = itemgetter(*(self._places.get(part, self._width) for part in COLUMNS))
        for line, row in lines:
            extra = [cell for cell in row[self._width :] if cell.strip()]
            if extra:
                reason = f"The row has more cells than the header's {self._width}"
                yield Refusal(line, "", reason, extra[0][:100])
                continue
            row += [""] * (self._width + 1 - len(row))
            cell = {
                part: text.strip()
                for part, text in zip(COLUMNS, pick(row), strict=True)
            }
            if any(cell.values()):
                yield reader.read(line, cell)


def read(path: Path) -> RegisterFile:
    """The file at a path, unpacked where its name ends in .xz."""
    return RegisterFile(read_bytes(path), name=path.name)


def _lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it starts on; the header comes first.

    Raises FileRefused where the text is not comma-separated.
    """
    rows = csv.reader(as_text(data))
    line = 1
    try:
        for row in rows:
            yield line, row
            line = rows.line_num + 1
    except csv.Error as error:
        raise FileRefused(f"Line {line} is not CSV: {error}.") from error


def _places(header: list[str]) -> dict[str, int]:
    """Where each of our columns stands. Raises FileRefused where a needed one lacks."""
    if len(header) < len(REQUIRED):
        raise FileRefused(
            "The file is not the register: its first line does not name columns "
            "separated by commas."
        )
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        found.setdefault(plain(name), place)
    missing = [name for name in REQUIRED.values() if plain(name) not in found]
    if missing:
        noun = "column" if len(missing) == 1 else "columns"
        raise FileRefused(f"The file lacks the {noun} {', '.join(missing)}.")
    return {
        part: found[plain(name)]
        for part, name in COLUMNS.items()
        if plain(name) in found
    }
