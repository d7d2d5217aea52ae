"""Hawthorn in its phase: marks before and after a review, and a stay that lasts."""

from datetime import date, timedelta

import time_machine

from engagement.services.phases import go_on
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.access.document_pages import of
from tests.access.frameworks.part import Part, Things, thing
from tests.access.places import record
from tests.access.row import Row
from tests.frameworks.phasing import at_phase, board, mark_as, review
from tests.universe import NOW, Council

WORKING = LA | LEADERS | TEAM


def add(council: Council, canaries: Canaries) -> Things:
    """Hawthorn came into its phase a year and a half ago, and nobody moved on."""
    at_phase(council, "tru_repair", date(2024, 6, 3))
    everyone = WORKING | GOVERNORS
    before = canaries.word("markbefore", everyone)
    mark_as(council, "lg", ("TRU-B-42", "partly", before))
    held = review(council, canaries.word("phasereview", everyone))
    # The clock of the tests stands: what is marked later is of another moment.
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        later = canaries.word("marklater", WORKING)
        mark_as(council, "lg", ("TRU-B-43", "met", later))
        done = canaries.word("actiondone", WORKING)
        mark_as(council, "actions", ("TRU-A-22", "done", done))
    go_on(
        record=council.record(),
        assignment=board(council).held,
        reason=canaries.word("goeson", WORKING),
        by=council.sam,
    )
    return {"phase_review": held}


#           no he de co gu se od ev sa ol ri ro ha de th ad
READS = "   - o o x x x . . o . o . o o o ."
REVIEWS = " - x x x x x . . o . o . x x x ."
TICKS = "   - o o x x x . . o . o . x x x ."
SHARED = "  - o o o o o . . o . o . o o o ."
EXPORT = "  - o o o o o . . o . o . o o x ."
BIRCH = "   - . . . . . o . . o . o o o . ."

TRUST_PHASE = Part(
    add,
    {
        "phase": (
            Row(record("hawthorn"), READS, "GET"),
            Row(record("birch"), BIRCH, "GET"),
        ),
        "phase_missing": (Row(record("hawthorn"), READS, "GET"),),
        "phase_review": (Row(thing("phase_review"), SHARED, "GET"),),
        "engagement:phase_mark": (
            Row(
                lambda council, world: {
                    "pk": council.records["hawthorn"].pk,
                    "group": "lg",
                },
                REVIEWS,
            ),
        ),
        "document": (Row(of("phase-review", thing("phase_review")), EXPORT, "GET"),),
        "document_word": (
            Row(of("phase-review", thing("phase_review")), EXPORT, "GET"),
        ),
        "engagement:phase_actions": (Row(record("hawthorn"), TICKS),),
        "engagement:phase_hold": (Row(record("hawthorn"), REVIEWS),),
        "engagement:phase_goes_on": (Row(record("hawthorn"), REVIEWS),),
    },
)
