"""What is known of one school on one day."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engagement.models.levels import IN_FORCE_STATES
from plans.models import IntensiveCase
from plans.queries.case_turns import Turn
from sitrack.core.models import Term
from sitrack.core.roles import Role
from visits.models import VisitState

Row = dict[str, Any]


@dataclass
class SchoolFacts:
    """Plain rows about one school; each list in the order that pages show it in."""

    school: Row
    day: date
    term: Term | None
    terms: list[Term]
    records: list[Row] = field(default_factory=list)
    levels: list[Row] = field(default_factory=list)
    minutes: dict[bool, int] = field(default_factory=dict)
    visits: list[Row] = field(default_factory=list)
    held_this_term: bool = False
    unanswered: set[int] = field(default_factory=set)
    steps: list[Row] = field(default_factory=list)
    plans: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    case: IntensiveCase | None = None
    turns: list[Turn] = field(default_factory=list)
    views: list[Row] = field(default_factory=list)
    duties: list[Row] = field(default_factory=list)
    priorities: list[str] = field(default_factory=list)
    # Who has still to sign the statement of a year: post, record's key, words.
    unsigned: list[tuple[Role, int, str]] = field(default_factory=list)
    posts: list[Row] = field(default_factory=list)
    came_from: list[Row] = field(default_factory=list)
    put_off: dict[int, set[str]] = field(default_factory=dict)

    @property
    def record(self) -> Row | None:
        """The record of the present year."""
        year = self.term.year_id if self.term else None
        return next((row for row in self.records if row["year"] == year), None)

    @property
    def level(self) -> Row | None:
        """The level in force today (INV-02)."""
        held = (row for row in self.levels if row["state"] in IN_FORCE_STATES)
        return next((row for row in held if overlaps(row, self.day, self.day)), None)

    @property
    def ceiling(self) -> int | None:
        """The highest ceiling of the present term's levels (INV-16)."""
        return self.ceiling_in(self.term) if self.term else None

    def ceiling_in(self, term: Term) -> int | None:
        """The highest ceiling of a term's levels, in minutes (INV-16)."""
        hours = [
            row["ceiling"]
            for row in self.levels
            if row["state"] in IN_FORCE_STATES
            and row["ceiling"] is not None
            and overlaps(row, term.start, term.end)
        ]
        return int(max(hours) * 60) if hours else None

    @property
    def planned(self) -> list[Row]:
        """The diary, the next visit first."""
        return [row for row in self.visits if row["state"] == VisitState.PLANNED]

    @property
    def next_visit(self) -> Row | None:
        return next((row for row in self.planned if row["date"] >= self.day), None)

    def duty(self, activity: str) -> Row | None:
        """What is open and due by the end of the term, of one activity."""
        found = (row for row in self.duties if row["activity"] == activity)
        return next(found, None)

    def view(self, viewpoint: str) -> str:
        """What one side gave as its view this term, empty where it gave none."""
        key = self.term.pk if self.term else None
        given = (
            row
            for row in self.views
            if row["term"] == key and row["viewpoint"] == viewpoint
        )
        return next((row["option__label"] for row in given), "")


def overlaps(held: Row, start: date, end: date) -> bool:
    """Whether a level was held on any day of a span."""
    until = held["effective_to"] or date.max
    return bool(held["effective_from"] <= end and until >= start)
