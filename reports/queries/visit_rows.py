"""A visit as a row of a list."""

from dataclasses import dataclass
from datetime import date

from reports.queries.lines import Line
from visits.models import Visit, VisitState

COLOURS = {
    VisitState.PLANNED: "blue",
    VisitState.DRAFT: "grey",
    VisitState.SHARED: "blue",
    VisitState.COMMENTED: "yellow",
    VisitState.FINAL: "green",
}


@dataclass(frozen=True)
class VisitRow:
    """When, what kind, who led it, and how far its note has come."""

    pk: int
    day: date
    text: str
    who: str
    state: str

    @property
    def state_words(self) -> str:
        return str(VisitState(self.state).label)

    @property
    def colour(self) -> str:
        return COLOURS[VisitState(self.state)]


def row_of_line(line: Line) -> VisitRow:
    return VisitRow(line.pk, line.day or date.min, line.text, line.who, line.state)


def row_of_visit(visit: Visit) -> VisitRow:
    kind = str(visit.visit_type or "")
    return VisitRow(visit.pk, visit.date, kind, visit.lead.name, visit.state)
