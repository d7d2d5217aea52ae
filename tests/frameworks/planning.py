"""Plans by the forms of another framework, made through the services."""

from datetime import date
from typing import Any

from engagement.models import ChangeEvidence, Side, View
from engagement.services.change_evidence import Cited
from engagement.services.decisions import approve
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
)
from plans.models import Plan, PlanPriority
from plans.queries.standing import priorities_of, seen
from plans.services.agreeing import agree
from plans.services.editing import Front, change_front
from plans.services.opening import open_plan
from plans.services.priorities import (
    ActionLine,
    PriorityText,
    add_priority,
    change_priority,
)
from sitrack.core.models import User
from tests.plans.planning import now
from tests.universe import TODAY, Council
from visits.services.content import Present

BEST_FIT = {"wil_vulnerable": "WIL-L-03a", "wil_causing_concern": "WIL-L-04a"}
RAISED = date(2025, 11, 10)
BY = date(2025, 12, 19)


def raised(council: Council, code: str = "wil_vulnerable") -> None:
    """A level of intensive support in force at Hawthorn, by the LA's decision."""
    draft = draft_level(
        record=council.record("hawthorn"),
        proposal=Proposal(
            level=council.level(code),
            effective_from=TODAY,
            picks=(Pick(council.criterion(BEST_FIT[code]), "The report of October"),),
            reason="The inspection asked for improvement.",
            rationale="Leaders need help with writing.",
            cited=Cited(ChangeEvidence.Kind.LETTER, TODAY, "The letter to the school"),
        ),
        side=Side.LA,
        by=council.sam,
    )
    propose(assignment=draft, by=council.sam)
    give_view(assignment=draft, view=View.AGREES, by=council.helen)
    decider = council.hana if draft.level.approver == "head" else council.rita
    approve(assignment=draft, by=decider)


def opened(council: Council, kind: str = "planning_meeting_plan") -> Plan:
    """The draft that Sam begins once the level is in force."""
    raised(council)
    return open_plan(record=council.record("hawthorn"), kind=kind, by=council.sam)


def headed(council: Council, plan: Plan, **facts: Any) -> Plan:
    """The plan with its clock, its days and who met."""
    whole: dict[str, Any] = {
        "counted_from": TODAY,
        "starts_on": TODAY,
        "ends_on": date(2026, 5, 11),
        "reasons": "",
        "criteria": (),
        "present": (Present("Helen Marsh", "Headteacher", council.persons["helen"]),),
    }
    front = Front(**{**whole, **facts})
    version = now(plan).version
    return change_front(
        plan=plan, front=front, expected_version=version, by=council.sam
    )


def line(side: str, text: str, **facts: Any) -> ActionLine:
    """A row of a list."""
    return ActionLine(text=text, side=side, **facts)


def with_area(plan: Plan, *, by: User, **facts: Any) -> PlanPriority:
    """An area of the planning meeting's form that lacks nothing."""
    school = {"who": "Helen Marsh", "due_on": BY}
    text = PriorityText(
        **{
            "title": "Writing in Key Stage 2",
            "expected_change": "More pupils write at the expected standard.",
            "section": "areas",
            "actions": (
                line("la", "Two days of coaching for the writing lead"),
                line("school", "Moderate writing each half term", **school),
                line("monitoring", "Look at books together", **school),
            ),
            **facts,
        }
    )
    return add_priority(plan=plan, text=text, by=by)


def with_verification(plan: Plan, *, by: User) -> PlanPriority:
    """The block that stands in the form once, with a row of its own."""
    block = plan.priorities.get(section="verification")
    row = line(
        "verification",
        "A moderation by another school",
        who="Sam Rowe",
        due_on=BY,
        boxes={"reported_to": "The governing body"},
    )
    text = PriorityText(title=block.title, section=block.section, actions=(row,))
    return change_priority(
        priority=block, text=text, expected_version=block.version, by=by
    )


def complete(council: Council, **facts: Any) -> Plan:
    """A planning meeting's plan that lacks nothing for its agreement."""
    plan = headed(council, opened(council), **facts)
    with_area(plan, by=council.sam)
    with_verification(plan, by=council.sam)
    return now(plan)


def agreed(council: Council, plan: Plan | None = None, **facts: Any) -> Plan:
    """The same, agreed by both sides and under way."""
    plan = plan or complete(council, **facts)
    for side, by in ((Side.LA, council.sam), (Side.SCHOOL, council.helen)):
        stamp = seen(now(plan), priorities_of(plan))
        plan = agree(plan=plan, side=side, as_seen=stamp, by=by)
    return now(plan)
