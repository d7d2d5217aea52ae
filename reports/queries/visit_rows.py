"""A visit as a row of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from visits.models import VisitState

COLOURS = {
    VisitState.PLANNED: "blue",
    VisitState.DRAFT: "grey",
    VisitState.SHARED: "blue",
    VisitState.COMMENTED: "yellow",
    VisitState.FINAL: "green",
    VisitState.CANCELLED: "grey",
}


@dataclass(frozen=True)
class VisitRow:
    """When, what kind, who led it, and how far its note has come."""

    COLUMNS: ClassVar = ("pk", "date", "visit_type__label", "lead__name", "state")

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


def row_of(columns: Mapping[str, Any]) -> VisitRow:
    """The row of a visit read as ``VisitRow.COLUMNS``."""
    pk, day, kind, who, state = (columns[name] for name in VisitRow.COLUMNS)
    return VisitRow(pk, day, kind or "", who, state)
