"""Section 1 of the record on screen: views, level, priorities, and what to confirm."""

from dataclasses import dataclass
from typing import Any

from engagement.models import (
    LevelAssignment,
    LevelConfirmation,
    Side,
)
from engagement.queries.confirmations import in_the_way
from engagement.queries.proposals import VIEW_CAPABILITY, side_of
from engagement.queries.wording import themes_of
from reports.queries.reading import Reading, sections_of
from reports.record_view.sections import Sections
from reports.record_view.shapes import Grid
from sitrack.core.roles import Capability
from visits.worked_on import priorities_of, worked_on_at


@dataclass(frozen=True)
class Confirming:
    """A side's "no change" for the present term; ``proposal`` stands in its way."""

    term: str
    assignment: LevelAssignment
    proposal: LevelAssignment | None
    own: LevelConfirmation | None
    waits_for: str


def position(reading: Reading) -> dict[str, Any]:
    """Section 1 without the assessment table: nine queries."""
    sections = sections_of(reading)
    inspection, assessment = sections.trajectories()
    return {
        "section": reading.words.label("section_1"),
        "inspection": inspection,
        "differs_now": _differs_now(sections, inspection),
        "assessment_trajectory": assessment,
        "level": sections.level(),
        "confirming": _confirming(reading, sections),
        "terms": sections.columns,
        "priorities_label": reading.words.label("priorities"),
        **priorities(reading),
        "may_give_view": reading.may(Capability.GIVE_LA_TRAJECTORY)
        or reading.may(Capability.GIVE_SCHOOL_TRAJECTORY),
        "may_propose": reading.may(Capability.PROPOSE_LEVEL),
        "may_edit": reading.may(Capability.EDIT_RECORD),
    }


def priorities(reading: Reading) -> dict[str, Any]:
    """The open ones, in their order, and those that are closed, each with the visits
    that worked on it: two queries."""
    rows = priorities_of(reading.record.pk)
    visits = worked_on_at(reading.record, reading.reader) if rows else {}
    labels = themes_of(reading.record.framework)
    for row in rows:
        row.visits = visits.get(row.pk, [])
        row.theme_labels = [labels[code] for code in row.themes if code in labels]
    return {
        "priorities": [row for row in rows if not row.closed],
        "closed_priorities": [row for row in rows if row.closed],
    }


def _differs_now(sections: Sections, views: Grid) -> str:
    """The present term's name where the two sides see it differently (DER-09)."""
    term = sections.present_term
    here = [row for row in views.rows if term and row.key == str(term.pk)]
    return next((row.label for row in here if row.differs), "")


def _confirming(reading: Reading, sections: Sections) -> Confirming | None:
    """What a side's spokesperson may confirm today; nothing for everybody else."""
    side = side_of(reading.reader, reading.record.school)
    term = sections.present_term
    held = sections.held[term.pk] if term else None
    if term is None or held is None or not reading.may(VIEW_CAPABILITY[side]):
        return None
    said = sections.confirmed.get(term.pk, {})
    return Confirming(
        term=term.name,
        assignment=held,
        proposal=in_the_way(sections.proposals, side),
        own=said.get(side),
        waits_for=next(
            (one.spoken for one in Side if one != side and one not in said), ""
        ),
    )
