"""What the pages of a proposal show of it, whichever step they are for."""

from typing import Any

from engagement.models import LevelAssignment, LevelState, View
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries import proposals
from engagement.queries.change_evidence import cited_by
from engagement.queries.tiers import tier_named
from engagement.views.finding import whose
from sitrack.core.models import User
from sitrack.core.words import worded


def shown(user: User, assignment: LevelAssignment) -> dict[str, Any]:
    """Whose it is, and both views side by side: one query."""
    return {
        **whose(assignment.record, user, readers_of(assignment)),
        "level": assignment,
        "sides": proposals.both_sides(assignment),
        "views_differ": assignment.view == View.PREFERS_OTHER,
        "criteria_differ": assignment.suggested_id != assignment.level_id,
        "cited": cited_by(assignment),
        "tier": tier_named(assignment.record.framework, assignment.level.offer),
    }


def readers_of(assignment: LevelAssignment) -> str:
    """Who can see the proposal, in the words of the page (CONF-07, CONF-15)."""
    if assignment.state in {LevelState.DRAFT, LevelState.RETURNED}:
        own = {"school": "the school’s leaders", "la": "the {authority}’s officers"}
        return worded(f"Only {own[assignment.raised_side]} can see this")
    if assignment.state in IN_FORCE_STATES:
        return "Everyone who may read the school’s record can see this"
    return worded("The school’s leaders and the {authority}’s officers can see this")
