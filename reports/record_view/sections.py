"""Sections 1 and 2 of the record, read into grids: a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Min

from engagement.models import (
    AssessmentCell,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.queries.levels import term_boxes
from engagement.queries.measures import measures_of
from engagement.rules.measures import Showing
from reports.record_view.shapes import Cell, Column, Grid, GridRow, TermColumn
from reports.record_view.wording import Wording
from sitrack.core.models import Term

SIDES = {
    TrajectoryView.Viewpoint.SCHOOL: "trajectory_school",
    TrajectoryView.Viewpoint.LA: "trajectory_la",
}
STRANDS = {
    SupportEntry.Strand.ENTITLEMENT: "se_entitlement",
    SupportEntry.Strand.OTHER_TEAMS: "other_teams",
    SupportEntry.Strand.SCHOOL_TO_SCHOOL: "school_to_school",
    SupportEntry.Strand.OFFER: "offer_to_others",
}
Key = tuple[Any, ...]


class Sections:
    """Reads one record's grids; ``terms`` and ``columns`` are in the same order."""

    def __init__(
        self,
        record: SchoolYearRecord,
        words: Wording,
        terms: list[Term],
        columns: tuple[TermColumn, ...],
    ) -> None:
        self.record = record
        self.words = words
        self.terms = terms
        self.columns = columns
        self.headings = tuple(Column(str(term.id), term.name) for term in columns)

    def trajectories(self) -> tuple[Grid, Grid]:
        """Both sides' views of the next inspection, and the one of assessments.

        Only views that were given: a draft is its own side's (CONF-07).
        """
        given = TrajectoryView.objects.filter(
            record=self.record, given_at__isnull=False
        )
        rows = given.values(
            *("pk", "subject", "viewpoint", "term_id", "option__label", "comment"),
            *("given_by__name", "given_by__email", "version"),
        )
        late = self._changed_late(TrajectoryView) if rows else set()
        cells = {
            (view["subject"], view["viewpoint"], view["term_id"]): Cell(
                term_id=view["term_id"],
                key=view["viewpoint"],
                text=view["option__label"],
                comment=view["comment"],
                given_by=view["given_by__name"] or view["given_by__email"] or "",
                amended=view["pk"] in late,
                version=view["version"],
            )
            for view in rows
        }
        return self._inspection(cells), self._assessment(cells)

    def _inspection(self, cells: dict[Key, Cell]) -> Grid:
        subject = TrajectoryView.Subject.INSPECTION
        return Grid(
            code=self.words.code("trajectory_school"),
            label=self.words.label("trajectory_school"),
            columns=tuple(
                Column(side, self.words.column(key), self.words.code(key))
                for side, key in SIDES.items()
            ),
            rows=tuple(
                GridRow(
                    key=str(term.id),
                    label=term.name,
                    cells=tuple(
                        cells.get((subject, side, term.id), Cell(term.id, side))
                        for side in SIDES
                    ),
                )
                for term in self.columns
            ),
        )

    def _assessment(self, cells: dict[Key, Cell]) -> Grid:
        subject, side = (
            TrajectoryView.Subject.ASSESSMENT,
            TrajectoryView.Viewpoint.JOINT,
        )
        found = {
            term.id: cells.get((subject, side, term.id), Cell(term.id, side))
            for term in self.columns
        }
        return self._one_row("trajectory_assessment", found)

    def level(self) -> Grid:
        """The level of each term (SUF-R-19)."""
        boxes = term_boxes(self.record, self.terms)
        found = {
            key: Cell(key, "level", text=level.label if level else "")
            for key, level in boxes.items()
        }
        return self._one_row("level", found)

    def _one_row(self, key: str, cells: dict[int, Cell]) -> Grid:
        row = GridRow(key, "", tuple(cells[term.id] for term in self.columns))
        return Grid(self.words.code(key), self.words.label(key), self.headings, (row,))

    def assessments(self) -> Grid:
        """Measures by term; a row that does not apply says so unless it was filled."""
        late = self._changed_late(AssessmentCell)
        cells = {
            (row.measure_id, row.term_id): Cell(
                term_id=row.term_id,
                key=str(row.measure_id),
                text=row.text,
                amended=row.pk in late,
                version=row.version,
            )
            for row in AssessmentCell.objects.filter(record=self.record)
        }
        rows = []
        for measure, shown in measures_of(self.record):
            applies = shown != Showing.HIDDEN
            empty = (
                Cell(term.id, str(measure.pk), applies=applies) for term in self.columns
            )
            rows.append(
                GridRow(
                    key=str(measure.pk),
                    label=measure.label,
                    cells=tuple(
                        cells.get((measure.pk, cell.term_id), cell) for cell in empty
                    ),
                    code=measure.code,
                    applies=applies,
                    expected=shown == Showing.EXPECTED,
                )
            )
        key = "assessment_table"
        return Grid(
            self.words.code(key), self.words.label(key), self.headings, tuple(rows)
        )

    def support(self, strands: Iterable[str]) -> Grid:
        """How support is planned: a row for each of the strands."""
        late = self._changed_late(SupportEntry)
        rows = SupportEntry.objects.filter(record=self.record).prefetch_related(
            "menu_items"
        )
        cells = {
            (row.strand, row.term_id): Cell(
                term_id=row.term_id,
                key=row.strand,
                text=row.text,
                items=tuple(item.text for item in row.menu_items.all()),
                comment=_planned(row.planned_minutes),
                amended=row.pk in late,
                version=row.version,
            )
            for row in rows
        }
        return Grid(
            code=self.words.code("section_2"),
            label=self.words.label("section_2"),
            columns=self.headings,
            rows=tuple(
                GridRow(
                    key=strand,
                    label=self.words.label(key),
                    cells=tuple(
                        cells.get((strand, term.id), Cell(term.id, strand))
                        for term in self.columns
                    ),
                    code=self.words.code(key),
                )
                for strand, key in STRANDS.items()
                if strand in strands
            ),
        )

    def _changed_late(self, model: Any) -> set[int]:
        """Rows written within their term and changed after its end (INV-27)."""
        ends = {term.pk: term.end for term in self.terms}
        written = model.history.filter(record_id=self.record.pk)
        spans = written.values("id", "term_id").annotate(
            first=Min("history_date"), last=Max("history_date")
        )
        return {
            span["id"]
            for span in spans.order_by()
            if span["first"].date() <= ends[span["term_id"]] < span["last"].date()
        }


def _planned(minutes: int | None) -> str:
    if not minutes:
        return ""
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return f"Planned: {hours} {'hour' if minutes == 60 else 'hours'}"
