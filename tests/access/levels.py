"""Proposals of a level, with words in all their grounds."""

from datetime import date

from engagement.models import LevelAssignment, SchoolYearRecord, Side, View
from engagement.services.decisions import approve
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
)
from tests.access.canaries import LA, LEADERS, Canaries
from tests.universe import Council

NEXT_YEAR = date(2026, 9, 14)


def propose_levels(
    council: Council, canaries: Canaries, later: SchoolYearRecord
) -> dict[str, LevelAssignment]:
    """A proposal in each state that matters, all with words in their grounds."""

    def draft(
        name: str,
        record: SchoolYearRecord,
        readers: frozenset[str],
        side: Side = Side.LA,
        day: date = date(2025, 11, 24),
    ) -> LevelAssignment:
        evidence = canaries.word(f"{name}evidence", readers)
        proposal = Proposal(
            level=council.level("suf_12"),
            effective_from=day,
            picks=(Pick(council.criterion("SUF-C-06"), evidence),),
            reason=canaries.word(f"{name}reason", readers),
            rationale=canaries.word(f"{name}rationale", readers),
        )
        by = council.sam if side == Side.LA else council.eva
        return draft_level(record=record, proposal=proposal, side=side, by=by)

    both, eva = LA | LEADERS, frozenset({"eva"})
    proposed = draft("proposed", council.record(), both)
    propose(assignment=proposed, by=council.sam)
    viewed = draft("viewed", council.record("ash"), LA | eva)
    propose(assignment=viewed, by=council.sam)
    give_view(
        assignment=viewed,
        view=View.PREFERS_OTHER,
        level=council.level("suf_8"),
        text=canaries.word("viewtext", LA | eva),
        by=council.eva,
    )
    approved = draft("approved", council.record("cedar"), LA | eva)
    propose(assignment=approved, by=council.sam)
    give_view(assignment=approved, view=View.AGREES, by=council.eva)
    note = canaries.word("decisionnote", LA | eva)
    approve(assignment=approved, note=note, by=council.rita)
    return {
        "approved": approved,
        "proposed": proposed,
        "viewed": viewed,
        "ladraft": draft("ladraft", later, LA, day=NEXT_YEAR),
        "schooldraft": draft(
            "schooldraft", council.record("beech"), eva, side=Side.SCHOOL
        ),
    }
