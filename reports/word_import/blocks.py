"""The text of a Word file in reading order: paragraphs, and tables with their cells.

Own walk over the runs: text in content controls, text boxes and notes is text too,
what was deleted under tracked changes is not, and neither is a placeholder such as
"Choose an item.".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from reports.word_import.parts import Parts, local, value
from sitrack.core.files.refusal import FileRefused

MOST_LINES = 10_000
# What holds no text of the document: properties, fields' codes, what was deleted or
# moved away, and the second writing of a drawing for older programs.
NO_TEXT = frozenset(
    {"del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback"}
) | frozenset(
    f"{name}Pr" for name in ("p", "r", "sdt", "sdtEnd", "tbl", "tc", "tr", "sect")
)
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


@dataclass(frozen=True)
class Line:
    """A line of text; ``place`` tells a reader where it stands in the file."""

    text: str
    place: str
    bullet: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell and the column of the grid that it begins in."""

    column: int
    content: "tuple[Line | Table | Box, ...]"

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(one for one in self.content if isinstance(one, Line))

    @property
    def first(self) -> str:
        return self.lines[0].text if self.lines else ""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Box:
    """Lines that stand beside the text: a text box, a page header, a comment."""

    lines: tuple[Line, ...]


Block = Line | Table | Box


def blocks_of(parts: Parts) -> list[Block]:
    """All that the file says. Raises FileRefused for more than a record can say."""
    walk = _Walk(parts)
    body = next((one for one in parts.document if local(one) == "body"), None)
    found = list(walk.blocks(body, "")) if body is not None else []
    seen: set[str] = set()
    for name, tree in parts.beside:
        lines = [line for line in walk.flat(tree, name) if line.text not in seen]
        seen |= {line.text for line in lines}
        if lines:
            found.append(Box(tuple(lines)))
    return found


class _Walk:
    def __init__(self, parts: Parts) -> None:
        self._notes = parts.notes
        self._tables = 0
        self._lines = 0

    def blocks(self, parent: etree._Element, place: str) -> Iterator[Block]:
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child, place or self._here)
            elif name == "tbl":
                if not place:
                    self._tables += 1
                yield self._table(child, place or f"Table {self._tables}")
            elif name not in NO_TEXT and not _is_placeholder(child):
                yield from self.blocks(child, place)

    @property
    def _here(self) -> str:
        return f"After table {self._tables}" if self._tables else "Beginning"

    def flat(self, parent: etree._Element, place: str) -> list[Line]:
        """All lines below an element, those of tables too."""
        return list(_lines_in(self.blocks(parent, place)))

    def _table(self, table: etree._Element, place: str) -> Table:
        rows = []
        for number, row in enumerate(_inside(table, "tr"), start=1):
            column, cells = _skipped(row), []
            for cell in _inside(row, "tc"):
                content = tuple(self.blocks(cell, f"{place}, row {number}"))
                cells.append(Cell(column, content))
                column += _span(cell)
            rows.append(tuple(cells))
        return Table(tuple(rows))

    def _paragraph(self, paragraph: etree._Element, place: str) -> Iterator[Block]:
        boxes: list[etree._Element] = []
        text = "".join(self._text(paragraph, boxes))
        bullet = any(local(one) == "numPr" for one in paragraph.iter())
        for line in re.split(r"\n|(?<!^\d)(?<!\d[.)])\t", text):
            words = " ".join(line.split())
            if words:
                self._count()
                yield Line(words, place, bullet)
        for box in boxes:
            # The lines come one by one, so that what stands in a box stays together.
            lines = self.flat(box, f"{place}, text box")
            if lines:
                yield Box(tuple(lines))

    def _text(
        self, parent: etree._Element, boxes: list[etree._Element]
    ) -> Iterator[str]:
        for child in parent:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in SIGNS:
                yield SIGNS[name]
            elif name == "sym":
                yield _sign(child)
            elif name == "txbxContent":
                boxes.append(child)
            elif name in {"footnoteReference", "endnoteReference"}:
                yield self._note(name, value(child, "id"))
            elif name not in NO_TEXT and not _is_placeholder(child):
                yield from self._text(child, boxes)

    def _note(self, name: str, number: str) -> str:
        """A note at the foot stands where the text points at it, once."""
        note = self._notes.pop((name, number), None)
        lines = self.flat(note, "") if note is not None else []
        return f" [{' '.join(line.text for line in lines)}]" if lines else ""

    def _count(self) -> None:
        self._lines += 1
        if self._lines > MOST_LINES:
            raise FileRefused(
                f"The document has more than {MOST_LINES:,} lines. Split it into one"
                " Word file a year, and choose one at a time."
            )


def _lines_in(blocks: Iterator[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        elif isinstance(block, Box):
            yield from block.lines
        else:
            for row in block.rows:
                for cell in row:
                    yield from _lines_in(iter(cell.content))


def without_bullet(line: Line) -> Line:
    """The line as words alone, where a list's own sign was typed before it."""
    return replace(line, text=line.text.lstrip("•·▪◦-–* ").strip() or line.text)


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through content controls and insertions."""
    for child in parent:
        name = local(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo"}:
            yield from _inside(child, wanted)


def _is_placeholder(element: etree._Element) -> bool:
    """A content control that still shows what it asks for."""
    if local(element) != "sdt":
        return False
    properties = next((one for one in element if local(one) == "sdtPr"), None)
    if properties is None:
        return False
    shown = next((one for one in properties if local(one) == "showingPlcHdr"), None)
    return shown is not None and value(shown, "val") not in {"0", "false", "off"}


def _span(cell: etree._Element) -> int:
    return _number(cell, "gridSpan") or 1


def _skipped(row: etree._Element) -> int:
    return _number(row, "gridBefore")


def _number(element: etree._Element, name: str) -> int:
    """A number among an element's properties, such as how many columns a cell takes."""
    for properties in element:
        if local(properties) in {"tcPr", "trPr"}:
            for one in properties:
                text = value(one, "val") if local(one) == name else ""
                if text.isdecimal() and len(text) < 4:
                    return int(text)
    return 0


def _sign(element: etree._Element) -> str:
    """A sign of a picture font: ticked and empty boxes are words here."""
    code = value(element, "char").upper()[-2:]
    return {"FE": "☒", "FD": "☒", "FC": "✓", "A8": "☐", "6F": "☐"}.get(code, "•")
