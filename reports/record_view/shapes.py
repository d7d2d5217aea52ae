"""What a record holds once it is read: labels, values and keys for editing.

An empty value is an empty string or an empty tuple, never None: paper prints a blank
box for it and the screen says what is still to come.
"""

from dataclasses import dataclass
from datetime import date

from reports.record_view.visit_shapes import VisitView


@dataclass(frozen=True)
class HeaderRow:
    """A row of the front block: its item, its printed label and its lines."""

    code: str
    key: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class TermColumn:
    """A term as the form names it; ``begun`` and ``ended`` are as of today."""

    id: int
    kind: str
    name: str
    begun: bool
    ended: bool


@dataclass(frozen=True)
class Column:
    """A column heading; ``key`` is a term's id or a side's code as text."""

    key: str
    label: str
    code: str = ""


@dataclass(frozen=True)
class Cell:
    """One box: a choice or short text, and a longer text below it.

    ``applies`` is false where the form has no use for the box at this school.
    ``amended`` says that it was changed after its term had ended (INV-27). ``version``
    is what an edit must name; 0 where there is no row yet.
    """

    term_id: int
    key: str
    text: str = ""
    comment: str = ""
    items: tuple[str, ...] = ()
    given_by: str = ""
    applies: bool = True
    amended: bool = False
    version: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.comment or self.items)


@dataclass(frozen=True)
class GridRow:
    """A row of boxes; ``key`` is a term's id, a measure's code or a strand's."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    code: str = ""
    applies: bool = True
    expected: bool = True

    @property
    def differs(self) -> bool:
        """Of a row that holds two views: both were given, and they differ (DER-09)."""
        said = [cell.text for cell in self.cells]
        return all(said) and len(set(said)) > 1


@dataclass(frozen=True)
class Grid:
    """One labelled table of the form."""

    code: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]

    @property
    def paired(self) -> tuple[tuple[GridRow, tuple[tuple[Column, Cell], ...]], ...]:
        """Each row with its boxes beside their column headings."""
        return tuple(
            (row, tuple(zip(self.columns, row.cells, strict=True))) for row in self.rows
        )


@dataclass(frozen=True)
class Priority:
    """A priority; ``note`` says where it comes from, and how and when it ended.

    ``days`` are those of the final visits at which it was worked on.
    """

    id: int
    text: str
    closed: bool
    note: str
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class TermVisits:
    """A term's visits in date order, as far as the reader may see them.

    ``none_held`` is true only where a term that is over had no visit beyond planned
    ones at all, whoever may see them (ACC-022); ``reason`` is what was given for it.
    """

    term: TermColumn
    visits: tuple[VisitView, ...]
    none_held: bool
    reason: str = ""

    @property
    def final(self) -> tuple[VisitView, ...]:
        return tuple(visit for visit in self.visits if visit.is_final)

    @property
    def waiting(self) -> tuple[VisitView, ...]:
        """Notes that the reader knows of and paper does not print yet."""
        return tuple(visit for visit in self.visits if not visit.is_final)


@dataclass(frozen=True)
class RecordView:
    """The whole record, section by section, in the order of the form."""

    record_id: int
    version: int
    school_id: int
    school_name: str
    year: str
    state: str
    title: str
    traded: bool
    terms: tuple[TermColumn, ...]
    header: tuple[HeaderRow, ...]
    contacts_confirmed: str
    vision_label: str
    vision: str
    section_1: str
    inspection: Grid
    assessment_trajectory: Grid
    assessments: Grid
    level: Grid
    priorities_label: str
    priorities: tuple[Priority, ...]
    section_2: str
    support: Grid
    section_3: str
    by_term: tuple[TermVisits, ...]
    blank_visit: VisitView

    @property
    def visits(self) -> tuple[VisitView, ...]:
        return tuple(visit for term in self.by_term for visit in term.visits)

    @property
    def has_final_visit(self) -> bool:
        return any(term.final for term in self.by_term)
