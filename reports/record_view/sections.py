"""Sections 1 and 2 of the record, read into grids: a fixed number of queries."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from engagement.models import (
    AssessmentCell,
    LevelAssignment,
    RecordPriority,
    SchoolYearRecord,
    Side,
    SupportEntry,
    TrajectoryView,
)
from engagement.queries.changes import is_amended, with_changes
from engagement.queries.confirmations import Confirmed, confirmed_in_terms
from engagement.queries.levels import held_in_terms, levels_of
from engagement.queries.measures import measures_of
from engagement.rules.measures import Showing, figure
from reports.record_view.shapes import Cell, Column, Grid, GridRow, TermColumn
from reports.record_view.support import note_of
from reports.record_view.wording import Wording
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.prepared import prepared
from sitrack.core.templatetags.govuk import day

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
        cells = {
            (view["subject"], view["viewpoint"], view["term_id"]): Cell(
                term_id=view["term_id"],
                key=view["viewpoint"],
                text=view["option__label"],
                comment=view["comment"],
                given_by=view["given_by__name"] or view["given_by__email"] or "",
                amended=self._amended(view),
                version=view["version"],
            )
            for view in _views_given(self.record.pk)
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
        """The level of each term (SUF-R-19), and which side confirmed it when."""
        said = self.confirmed
        found = {
            key: Cell(
                key,
                "level",
                text=row.level.label if row else "",
                comment=_confirmed(said.get(key, {})),
            )
            for key, row in self.held.items()
        }
        return self._one_row("level", found)

    @cached_property
    def held(self) -> dict[int, LevelAssignment | None]:
        """The entry of the level's history that each term's box shows (INV-03)."""
        return held_in_terms(self.record, self.terms, self._levels)

    @cached_property
    def _levels(self) -> list[LevelAssignment]:
        return levels_of(self.record.school_id)

    @property
    def proposals(self) -> list[LevelAssignment]:
        """What was proposed in this year's record, whatever became of it."""
        return [row for row in self._levels if row.record_id == self.record.pk]

    @cached_property
    def confirmed(self) -> dict[int, Confirmed]:
        """Which side confirmed the level of which term's box."""
        return confirmed_in_terms(self.record, self.held)

    @property
    def present_term(self) -> Term | None:
        """The term that today is counted in: holidays go with the term before."""
        today = calendar.today()
        if not self.record.year.start <= today <= self.record.year.end:
            return None
        begun = [term for term in self.terms if term.start <= today]
        return begun[-1] if begun else None

    def _one_row(self, key: str, cells: dict[int, Cell]) -> Grid:
        row = GridRow(key, "", tuple(cells[term.id] for term in self.columns))
        return Grid(self.words.code(key), self.words.label(key), self.headings, (row,))

    def assessments(self) -> Grid:
        """Measures by term; a row that does not apply says so unless it was filled."""
        found = AssessmentCell.objects.filter(record=self.record)
        found = found.select_related("measure")
        cells = {
            (row.measure_id, row.term_id): self._assessed(row)
            for row in with_changes(found)
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

    def _assessed(self, row: AssessmentCell) -> Cell:
        """The number leads where there is one, and the text explains it."""
        number = figure(row.number, row.measure.unit)
        return Cell(
            term_id=row.term_id,
            key=str(row.measure_id),
            text=number or row.text,
            comment=row.text if number else "",
            amended=self._amended(vars(row)),
            version=row.version,
        )

    def support(
        self,
        strands: Iterable[str],
        asked: Mapping[int, tuple[str, ...]],
        reader: User,
    ) -> Grid:
        """How support is planned: a row for each of the strands, with the priorities
        that it is for, as far as the reader may see them (SUF-W-07). ``asked`` are the
        lines of the requests to other teams, by term."""
        other = SupportEntry.Strand.OTHER_TEAMS
        found = SupportEntry.objects.filter(record=self.record)
        found = found.select_related("partner_school")
        seen = RecordPriority.objects.visible_to(reader)
        rows = with_changes(found).prefetch_related(
            Prefetch("priorities", seen, to_attr="served")
        )
        cells = {
            (other.value, key): Cell(key, other.value, items=lines)
            for key, lines in asked.items()
        }
        cells |= {
            (row.strand, row.term_id): Cell(
                term_id=row.term_id,
                key=row.strand,
                text=row.text,
                items=(
                    *(f"For the priority: {one.text}" for one in row.served),
                    *(asked.get(row.term_id, ()) if row.strand == other else ()),
                ),
                comment=note_of(row),
                amended=self._amended(vars(row)),
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

    def _amended(self, row: dict[str, Any]) -> bool:
        """Whether a row read ``with_changes`` was amended after its term (INV-27)."""
        return is_amended(
            changed=row["changed"],
            version=row["version"],
            first_version=row["first_version"],
            end=self._ends[row["term_id"]],
        )

    @cached_property
    def _ends(self) -> dict[int, date]:
        return {term.pk: term.end for term in self.terms}


@prepared
def _views_given(record: int) -> Any:
    given = TrajectoryView.objects.filter(record=record, given_at__isnull=False)
    return with_changes(given).values(
        *("pk", "subject", "viewpoint", "term_id", "option__label", "comment"),
        *("given_by__name", "given_by__email"),
        *("version", "changed", "first_version"),
    )


def _confirmed(said: Confirmed) -> str:
    """ "Confirmed by the school on 12 January 2026, by the LA on 14 January 2026"."""
    words = [
        f"by {side.spoken} on {day(said[side].confirmed_at)}"
        for side in Side
        if side in said
    ]
    return f"Confirmed {', '.join(words)}" if words else ""
