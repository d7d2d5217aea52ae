"""Gradings and validations in the world of Scotland: one held, one planned."""

from datetime import date
from typing import Any

from engagement.services.gradings import take_back
from tests.access.canaries import LEADERS, Canaries
from tests.access.frameworks.part import Part, thing
from tests.access.places import nothing, school
from tests.access.row import Row
from tests.frameworks.grading import grade, hold_visit, plan_visit
from tests.universe import Council

OFFICERS = frozenset({"sam", "rita", "hana", "dee"})


def _add(council: Council, canaries: Canaries) -> dict[str, Any]:
    both = OFFICERS | LEADERS
    held = hold_visit(
        council, on=date(2025, 11, 10), report=canaries.word("scoreport", both)
    )
    graded = grade(council, "VG G G G")
    take_back(
        grading=graded[0], reason=canaries.word("scotakenback", both), by=council.sam
    )
    return {
        "sco_held": held,
        "sco_planned": plan_visit(council, "vse"),
        "sco_grading": graded[1],
    }


#            no he de co gu se od ev sa ol ri ro ha de th ad
READS = "    - o o . . . . . o . o . o o . ."
ENTERS = "   - x x . . . . . o . o . o x . ."
AGREES = "   - x x . . . . . x . o . o x . ."
PLANNER = "  - x x x x x x x o o o o o o x x"
GRADINGS = Part(
    _add,
    {
        "engagement:gradings": (Row(school("hawthorn"), READS, "GET"),),
        "engagement:gradings_add": (Row(school("hawthorn"), ENTERS, "GET"),),
        "engagement:grading_take_back": (Row(thing("sco_grading"), ENTERS, "GET"),),
        "engagement:validations": (Row(nothing, PLANNER, "GET"),),
        "engagement:validation_add": (Row(school("hawthorn"), ENTERS, "GET"),),
        "engagement:validation": (
            Row(thing("sco_held"), READS, "GET"),
            Row(thing("sco_planned"), READS, "GET"),
        ),
        "engagement:validation_agree": (Row(thing("sco_planned"), AGREES, "GET"),),
        "engagement:validation_hold": (Row(thing("sco_planned"), ENTERS, "GET"),),
        "engagement:validation_cancel": (Row(thing("sco_planned"), ENTERS, "GET"),),
    },
)
