"""What the pages of a proposal show of it, whichever step they are for."""

from typing import Any

from engagement.models import LevelAssignment, LevelState, View
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries import proposals
from engagement.queries.hours import standing_of
from engagement.views.finding import term_now, whose
from schools.access import may
from sitrack.core.models import User
from sitrack.core.roles import Capability


def shown(user: User, assignment: LevelAssignment) -> dict[str, Any]:
    """Whose it is, both views, and where the school stands this term."""
    record = assignment.record
    term = term_now(record)
    standing = standing_of(record, term) if term else None
    reads_hours = may(user, Capability.READ_LEDGER, assignment.school)
    return {
        **whose(record, user, readers_of(assignment)),
        "level": assignment,
        "sides": proposals.both_sides(assignment),
        "views_differ": assignment.view == View.PREFERS_OTHER,
        "criteria_differ": assignment.suggested_id != assignment.level_id,
        "present": standing.level if standing else None,
        "term": term,
        "hours": standing.hours if standing and reads_hours else None,
        "trajectories": proposals.trajectories(record, term) if term else [],
    }


def readers_of(assignment: LevelAssignment) -> str:
    """Who can see the proposal, in the words of the page (CONF-07, CONF-15)."""
    if assignment.state in {LevelState.DRAFT, LevelState.RETURNED}:
        own = {"school": "the school’s leaders", "la": "the LA’s officers"}
        return f"Only {own[assignment.raised_side]} can see this"
    if assignment.state in IN_FORCE_STATES:
        return "Everyone who may read the school’s record can see this"
    return "The school’s leaders and the LA’s officers can see this"
