"""Tables of the form: which are known by their first row, and rows of label and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.word_import import labels
from reports.word_import.blocks import Box, Cell, Line, Table
from reports.word_import.labels import GLOSSARY, PLAN, POSITION, VISITS

if TYPE_CHECKING:
    from reports.word_import.recognise import Recogniser

Row = tuple[Cell, ...]
# What stands in the corner of a table as we write it ourselves.
CORNERS = {"Term", "Measure"}
VIEWS = {"view_school": "school", "view_la": "la"}
# What each kind of list is called in a key, by the column of its first word.
NAMES = {"next_steps": "text", "by_date": "by", "actions": "text", "plan_who": "who"}
NAMES |= {"job_title": "job", "review_date": "date", "off_track": "reasons"}


class Rows:
    """Reads tables row by row. ``kind`` and ``columns`` say what the columns mean since
    the last row that named them; ``below`` whose words stand in the next row."""

    def __init__(self, reader: Recogniser) -> None:
        self.reader = reader
        self.kind = ""
        self.columns: dict[int, str] = {}
        self.below: dict[int, str] = {}

    def read(self, table: Table, *, inside: bool = False) -> None:
        """Read a table; one ``inside`` a cell may be part of what that cell says."""
        held = (self.kind, self.columns, self.below)
        self.kind, self.columns, self.below = "", {}, {}
        if inside and self.reader.slot and not self._has_labels(table):
            for row in table.rows:
                lines = [line for cell in row for line in _lines(cell)]
                if lines:
                    said = " – ".join(line.text for line in lines)
                    self.reader.put(Line(said, lines[0].place))
            return
        for row in table.rows:
            if any(cell.content for cell in row):
                self._row(row)
        self.kind, self.columns, self.below = held

    def _has_labels(self, table: Table) -> bool:
        cells = (cell for row in table.rows for cell in row if cell.content)
        return any(self.reader.label_of(_whole(one), begins_cell=True) for one in cells)

    def _row(self, row: Row) -> None:
        filled = [cell for cell in row if cell.content]
        if self.reader.section == GLOSSARY:
            self._entry(filled)
        elif self._names_columns(filled):
            self._heads(filled)
        elif len(row) == 1 or not (self._by_columns(filled) or self._reviews(filled)):
            self.kind = ""
            self._labels_and_words(row, filled)

    def _names_columns(self, cells: list[Cell]) -> bool:
        """Whether a row says what the columns are."""
        for kind, keys in labels.COLUMNS.items():
            found = self._matching(cells, keys)
            if keys[0] in found.values() and len(found) > 1:
                self.kind, self.columns = kind, found
                return True
        said = {cell.column: labels.term_of(_whole(cell)) for cell in cells}
        terms = {column: found for column, found in said.items() if found}
        if len(terms) > 1 and not any(rest for _, rest in terms.values()):
            self.kind = "terms"
            self.columns = {column: term for column, (term, _) in terms.items()}
            return True
        views = {c: VIEWS[k] for c, k in self._matching(cells, tuple(VIEWS)).items()}
        if len(views) > 1:
            self.kind, self.columns = "views", views
            return True
        return False

    def _matching(self, cells: list[Cell], keys: tuple[str, ...]) -> dict[int, str]:
        form = self.reader.form
        found: dict[int, str] = {}
        for cell in cells:
            left = tuple(key for key in keys if key not in found.values())
            key = form.exact(_whole(cell), left) or form.close(_whole(cell), left)
            if key:
                found[cell.column] = key
        return found

    def _heads(self, cells: list[Cell]) -> None:
        """The row that names the columns; its first cell may be a label of its own."""
        reader = self.reader
        if self.kind == "steps":
            reader.section = VISITS
            reader.close()
        elif self.kind in {"actions", "team"}:
            reader.section = PLAN
            reader.close()
        for cell in cells:
            if cell.column in self.columns or _whole(cell) in CORNERS:
                reader.got.words.append(_whole(cell))
            else:
                self._cell(cell, alone=False)

    def _by_columns(self, cells: list[Cell]) -> bool:
        """A row below columns that were named; False where it is none of them."""
        if self.kind in labels.COLUMNS:
            return self._list_row(cells)
        if self.kind == "terms":
            return self._term_row(cells)
        if self.kind == "views":
            return self._view_row(cells)
        return False

    def _list_row(self, cells: list[Cell]) -> bool:
        reader = self.reader
        found = reader.label_of(cells[0].first, begins_cell=True)
        names = set(labels.COLUMNS[self.kind])
        is_another = found is not None and found[0] not in names
        if is_another or labels.numbered(cells[0].first, "priority"):
            return False
        start = {
            "steps": lambda: reader.visit_key("step"),
            "actions": lambda: reader.priority_key("action"),
            "team": lambda: reader.plan_key("team"),
            "reviews": lambda: reader.plan_key("review"),
        }[self.kind]()
        number = reader.got.next_number(start)
        for cell in cells:
            key = self._column_of(cell)
            for line in _lines(cell):
                if labels.is_placeholder(line.text):
                    reader.got.words.append(line.text)
                else:
                    name = NAMES.get(key, key)
                    reader.got.put(f"{start}.{number}.{name}", line.text, line.place)
        return True

    def _column_of(self, cell: Cell) -> str:
        """What a cell's column means; one that begins within a column belongs to it."""
        before = [column for column in self.columns if column <= cell.column]
        return self.columns[max(before, default=min(self.columns))]

    def _term_row(self, cells: list[Cell]) -> bool:
        """A row of the assessment table, or of a box by term."""
        reader, first = self.reader, cells[0]
        if first.column in self.columns:
            base = reader.base if not reader.got.has(reader.base) else ""
            said = cells
        else:
            base, said = self._row_base(first), cells[1:]
        if not base:
            return False
        for cell in said:
            term = self.columns.get(cell.column)
            for line in _lines(cell):
                if labels.is_placeholder(line.text):
                    reader.got.words.append(line.text)
                elif term:
                    reader.got.put(f"{base}.{term}", line.text, line.place)
                else:
                    reader.got.leave(line.text, line.place)
        return True

    def _row_base(self, first: Cell) -> str:
        reader, text = self.reader, _whole(first)
        found = reader.label_of(text, begins_cell=True)
        if found and not found[2]:
            reader.open(found[0])
            base = reader.base
            if base:
                reader.got.words.append(text)
            return base
        code = reader.form.measure(text)
        if code:
            reader.section = POSITION
            reader.close()
            reader.got.words.append(text)
        return f"assessment.{code}" if code else ""

    def _view_row(self, cells: list[Cell]) -> bool:
        found = labels.term_of(_whole(cells[0]))
        if not found or found[1] or cells[0].column in self.columns:
            return False
        reader = self.reader
        reader.got.words.append(_whole(cells[0]))
        for cell in cells[1:]:
            view = self.columns.get(cell.column)
            for line in _lines(cell):
                if labels.is_placeholder(line.text):
                    reader.got.words.append(line.text)
                elif view:
                    key = f"trajectory.{view}.{found[0]}"
                    reader.got.put(key, line.text, line.place)
                else:
                    reader.got.leave(line.text, line.place)
        return True

    def _reviews(self, cells: list[Cell]) -> bool:
        """Dates of progress reviews, or whether each found the plan on track."""
        reader = self.reader
        if reader.section != PLAN or len(cells) < 2:
            return False
        first = _whole(cells[0])
        key = reader.form.exact(first, ("reviews", "on_track"))
        key = key or reader.form.close(first, ("reviews", "on_track"))
        if not key and reader.reviewing and labels.plain(first) == "date":
            key = "reviews"
        if not key:
            return False
        reader.open(key)
        reader.got.words.append(first)
        name = "date" if key == "reviews" else "on_track"
        for number, cell in enumerate(cells[1:], start=1):
            for line in _lines(cell):
                if labels.plain(line.text) in {"date", "yes no"}:
                    reader.got.words.append(line.text)
                else:
                    at = reader.plan_key(f"review.{number}.{name}")
                    reader.got.put(at, line.text, line.place)
        return True

    def _entry(self, cells: list[Cell]) -> None:
        lines = [line for cell in cells for line in _lines(cell)]
        if lines:
            said = " – ".join(line.text for line in lines)
            self.reader.got.put("glossary", said, lines[0].place)

    def _labels_and_words(self, row: Row, filled: list[Cell]) -> None:
        """Labels with their words behind them, beside them or in the row below."""
        reader = self.reader
        below, self.below = self.below, {}
        found = [reader.label_of(_whole(cell), begins_cell=True) for cell in filled]
        if below and not any(found):
            self._words_below(filled, below)
            return
        whole = [one[0] for one in found if one and not one[2]]
        if len(whole) == len(row) > 1:
            self.below = {
                cell.column: key for cell, key in zip(row, whole, strict=True)
            }
        if row[0].content and len(filled) > 1 and not reader.base:
            reader.slot = ""
        reader.opened = []
        for cell in filled:
            if len(reader.opened) > 1:
                # Prompts that are stacked in one cell share the words beside them.
                reader.base = reader.slot = reader.opened[0]
            self._cell(cell, alone=len(filled) == 1)

    def _words_below(self, cells: list[Cell], below: dict[int, str]) -> None:
        """A row of words under a row of labels."""
        for cell in cells:
            self.reader.close()
            if cell.column in below:
                self.reader.open(below[cell.column])
            self._cell(cell, alone=False)
        self.reader.close()

    def _cell(self, cell: Cell, *, alone: bool) -> None:
        reader = self.reader
        begins = True
        for one in cell.content:
            if isinstance(one, Table):
                slot, base = reader.slot, reader.base
                self.read(one, inside=True)
                reader.slot, reader.base = slot, base
            elif isinstance(one, Box):
                reader.read_apart(one.lines)
            else:
                reader.line(one, begins_cell=begins, alone=alone and begins)
                begins = False


def _whole(cell: Cell) -> str:
    """All words of a cell in one line."""
    return " ".join(line.text for line in cell.lines)


def _lines(cell: Cell) -> list[Line]:
    """All lines of a cell, those of tables and boxes in it too."""
    found: list[Line] = []
    for one in cell.content:
        if isinstance(one, Line):
            found.append(one)
        elif isinstance(one, Box):
            found.extend(one.lines)
        else:
            found.extend(
                line for row in one.rows for inner in row for line in _lines(inner)
            )
    return found
