"""Proposals of levels at any stage, made through the services."""

from datetime import date
from typing import Any

from engagement.models import (
    Level,
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    Side,
    View,
)
from engagement.services.decisions import approve, reject, return_proposal
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
    withdraw,
)
from tests.universe import Council

EFFECTIVE = date(2025, 11, 20)
SUITS = {"suf_8": "SUF-C-01", "suf_12": "SUF-C-06", "suf_24": "SUF-C-09"} | {
    "suf_statutory": "SUF-C-14"
}


def a_proposal(
    council: Council,
    code: str = "suf_12",
    *,
    picks: tuple[Pick, ...] | None = None,
    day: date = EFFECTIVE,
) -> Proposal:
    """A proposal whose criteria suggest the level that it asks for."""
    grounds = (Pick(council.criterion(SUITS[code]), "The figures of July"),)
    return Proposal(
        level=council.level(code),
        effective_from=day,
        picks=grounds if picks is None else picks,
        reason="Writing has fallen",
        rationale="We know the school" if code == "suf_8" else "",
    )


def drafted(
    council: Council,
    code: str = "suf_12",
    *,
    side: Side = Side.LA,
    school: str = "hawthorn",
    by: Any = None,
    record: SchoolYearRecord | None = None,
    day: date = EFFECTIVE,
) -> LevelAssignment:
    raiser = by or (council.sam if side == Side.LA else council.helen)
    return draft_level(
        record=record or council.record(school),
        proposal=a_proposal(council, code, day=day),
        side=side,
        by=raiser,
    )


def proposed(council: Council, code: str = "suf_12", **facts: Any) -> LevelAssignment:
    draft = drafted(council, code, **facts)
    return propose(assignment=draft, by=draft.raised_by)


def viewed(
    council: Council,
    code: str = "suf_12",
    *,
    view: View = View.AGREES,
    level: Level | None = None,
    **facts: Any,
) -> LevelAssignment:
    assignment = proposed(council, code, **facts)
    other = council.helen if assignment.raised_side == Side.LA else council.sam
    return give_view(assignment=assignment, view=view, level=level, by=other)


def at_state(
    council: Council, state: LevelState, *, code: str = "suf_12", side: Side = Side.LA
) -> LevelAssignment:
    """A proposal brought to a state by the steps that lead there."""
    decider = council.hana
    match state:
        case LevelState.DRAFT:
            return drafted(council, code, side=side)
        case LevelState.PROPOSED:
            return proposed(council, code, side=side)
        case LevelState.VIEWED:
            return viewed(council, code, side=side)
        case LevelState.RETURNED:
            row = viewed(council, code, side=side)
            return return_proposal(assignment=row, by=decider, note="Look again")
        case LevelState.REJECTED:
            row = viewed(council, code, side=side)
            return reject(assignment=row, by=decider, note="Not yet")
        case LevelState.WITHDRAWN:
            row = proposed(council, code, side=side)
            return withdraw(assignment=row, by=row.raised_by)
        case LevelState.APPROVED:
            return approve(assignment=viewed(council, code, side=side), by=decider)
    early = viewed(council, code, side=side, day=date(2025, 9, 15))
    first = approve(assignment=early, by=decider)
    later = viewed(council, "suf_24", side=side, day=date(2025, 11, 3))
    approve(assignment=later, by=decider)
    first.refresh_from_db()
    return first
