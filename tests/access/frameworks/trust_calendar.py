"""The calendar of Hawthorn's phase: an audit that was held, and a date that is set."""

from datetime import date
from typing import Any

from engagement.services.occasions import hold_occasion, plan_occasion
from tests.access.canaries import LA, LEADERS, TEAM, Canaries
from tests.access.frameworks.part import Part, Things, thing
from tests.access.places import record
from tests.access.row import Row
from tests.universe import TODAY, Council

WORKING = LA | LEADERS | TEAM


def add(council: Council, canaries: Canaries) -> Things:
    """Both are read by those who work on it, and never by governors."""
    facts: dict[str, Any] = {"record": council.record(), "by": council.sam}
    hold_occasion(
        code="TRU-Q-12",
        label="Termly Trust Safeguarding audit",
        day=TODAY,
        outcome=canaries.word("auditheld", WORKING),
        **facts,
    )
    planned = plan_occasion(
        code="TRU-Q-11", label="Health Checks", day=date(2025, 12, 2), **facts
    )
    return {"occasion": planned}


#           no he de co gu se od ev sa ol ri ro ha de th ad
READS = "   - o o x x x . . o . o . o o o ."
KEEPS = "   - x x x x x . . o . o . x x o ."
OF_IT = "   - x x . . . . . o . o . x x o ."

TRUST_CALENDAR = Part(
    add,
    {
        "school_calendar": (Row(record("hawthorn"), READS, "GET"),),
        "engagement:occasion_hold": (Row(record("hawthorn"), KEEPS),),
        "engagement:occasion_plan": (Row(record("hawthorn"), KEEPS),),
        "engagement:occasion_call_off": (Row(thing("occasion"), OF_IT),),
    },
)
