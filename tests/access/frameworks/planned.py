"""Plans that a definition draws, and their meetings at each state."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from plans.meetings import Given
from plans.models import Plan
from plans.services.meeting_steps import save_part
from plans.services.meetings import move_meeting
from plans.services.opening import open_plan
from plans.services.papers import add_paper
from sitrack.core.files.services import scan
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.access.frameworks.part import Part, Things, thing
from tests.access.row import Row
from tests.frameworks.meeting import a_part, again, meeting, sent
from tests.frameworks.planning import (
    agreed,
    complete,
    headed,
    line,
    with_area,
)
from tests.samples import PDF
from tests.universe import TODAY, Council

READERS = LA | LEADERS | GOVERNORS | TEAM


def add(council: Council, canaries: Canaries) -> Things:
    """A planning meeting's plan whose first meeting waits for the school, and a support
    plan whose meetings are planned, one of them moved."""
    word = canaries.word
    plan = agreed(council, complete(council))
    review = sent(council, plan)
    part = a_part(review, celebration=Given(word("planpart", LEADERS)))
    impact = word("planimpact", LEADERS)
    save_part(
        review=review,
        part=replace(part, impacts=dict.fromkeys(part.impacts, impact)),
        expected_version=again(review).version,
        by=council.helen,
    )
    paper = add_paper(
        review=again(review),
        title=word("planpaper", LEADERS),
        file=ContentFile(PDF, name="plan.pdf"),
        by=council.helen,
    )
    scan(paper.file)
    other = _support_plan(council, canaries)
    moved = meeting(other)
    move_meeting(
        review=moved,
        day=date(2026, 2, 12),
        reason=word("planmoved", READERS),
        expected_version=moved.version,
        by=council.sam,
    )
    return {
        "drawn_plan": plan,
        "support_plan": other,
        "sent_meeting": review,
        "planned_meeting": moved,
        "meeting_paper": paper,
        "plan_area": plan.priorities.get(section="areas"),
    }


def _support_plan(council: Council, canaries: Canaries) -> Plan:
    word = canaries.word
    record = council.record("hawthorn")
    plan = open_plan(record=record, kind="la_support_plan", by=council.sam)
    headed(council, plan)
    boxes = {"resources": word("planresources", READERS), "cost_to_la": "250.00"}
    with_area(
        plan,
        by=council.sam,
        title=word("planarea", READERS),
        expected_change="",
        boxes={"success_criteria": word("plancriteria", READERS)},
        actions=(
            line("actions", word("planaction", READERS), due_on=TODAY, boxes=boxes),
        ),
    )
    return agreed(council, plan)


#           no he de co gu se od ev sa ol ri ro ha de th ad
READ = "    - o o o o o . . o . o . o o o ."
WRITES = "  - o o x x x . . o . o . x x x ."
PRINTS = "  - o o o o o . . o . o . o o x ."
SENT = "    - o o . . . . . o . o . o o . ."
REVIEWS = " - x x . . . . . o . o . x x . ."
PLANNED = " - x x x x x . . o . o . x x x ."
PART = "    - o o . . . . . x . x . x x . ."
PAPER = "   - o o . . . . . . . . . . . . ."
ENDS = "    - x x x x x . . x . o . o x x ."


def area(council: Council, world: Any) -> dict[str, Any]:
    """The keys of the address of an area."""
    things = world.things
    return {"pk": things["drawn_plan"].pk, "priority": things["plan_area"].pk}


ROWS: dict[str, tuple[Row, ...]] = {
    "plans:plan": (
        Row(thing("drawn_plan"), READ, "GET"),
        Row(thing("support_plan"), READ, "GET"),
    ),
    "plans:plan_edit": (Row(thing("drawn_plan"), WRITES),),
    "plans:priority_add": (Row(thing("drawn_plan"), WRITES),),
    "plans:priority_edit": (Row(area, WRITES),),
    "plans:priority_remove": (Row(area, WRITES),),
    "plans:timeline": (Row(thing("drawn_plan"), READ, "GET"),),
    "plans:review": (
        Row(thing("sent_meeting"), SENT, "GET"),
        Row(thing("planned_meeting"), READ, "GET"),
    ),
    "plans:meeting_prepare": (Row(thing("planned_meeting"), PLANNED),),
    "plans:meeting_part": (Row(thing("sent_meeting"), PART),),
    "plans:paper_add": (Row(thing("sent_meeting"), PART),),
    "plans:paper": (Row(thing("meeting_paper"), PAPER, "GET"),),
    "plans:paper_take_back": (Row(thing("meeting_paper"), PAPER, "POST"),),
    "plans:meeting_hold": (Row(thing("sent_meeting"), REVIEWS),),
    "plans:meeting_move": (
        Row(thing("sent_meeting"), REVIEWS),
        Row(thing("planned_meeting"), PLANNED),
    ),
    "document": (
        Row(thing("drawn_plan", kind="plan"), PRINTS, "GET"),
        Row(thing("support_plan", kind="plan"), PRINTS, "GET"),
        Row(thing("sent_meeting", kind="plan-meeting"), SENT, "GET"),
        Row(thing("planned_meeting", kind="plan-meeting"), PRINTS, "GET"),
    ),
    "document_word": (Row(thing("sent_meeting", kind="plan-meeting"), SENT, "GET"),),
    "plans:plan_clock": (Row(thing("drawn_plan"), ENDS),),
    "plans:plan_finish": (Row(thing("drawn_plan"), ENDS),),
}
DRAWN_PLANS = Part(add, ROWS)
