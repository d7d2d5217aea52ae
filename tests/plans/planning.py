"""Plans at any stage, made through the services."""

from dataclasses import replace
from datetime import date
from typing import Any

from engagement.models import LevelAssignment, Side, View
from engagement.services.decisions import approve
from engagement.services.proposals import draft_level, give_view, propose
from plans.models import Plan, PlanPriority
from plans.queries.standing import priorities_of, seen
from plans.services.agreeing import agree
from plans.services.editing import Front, change_front
from plans.services.opening import open_plan
from plans.services.priorities import ActionLine, PriorityText, add_priority
from sitrack.core.models import User
from tests.engagement.proposing import a_proposal
from tests.universe import TODAY, Council
from visits.services.content import Present

ENDS = date(2026, 3, 27)
DUE = date(2025, 12, 12)


def raised(
    council: Council, code: str = "suf_12", *, school: str = "hawthorn"
) -> LevelAssignment:
    """A level that is in force from today, agreed by both sides."""
    heads = {"hawthorn": council.helen}
    draft = draft_level(
        record=council.record(school),
        proposal=replace(a_proposal(council, code), effective_from=TODAY),
        side=Side.LA,
        by=council.sam,
    )
    propose(assignment=draft, by=council.sam)
    give_view(assignment=draft, view=View.AGREES, by=heads.get(school, council.eva))
    decider = council.hana if draft.level.statutory else council.rita
    return approve(assignment=draft, by=decider)


def opened(council: Council, code: str = "suf_12", *, school: str = "hawthorn") -> Plan:
    """The draft that Sam begins once the level is in force."""
    raised(council, code, school=school)
    return open_plan(record=council.record(school), by=council.sam)


def a_front(council: Council, **overrides: Any) -> Front:
    """The head of a plan that lacks nothing."""
    facts: dict[str, Any] = {
        "starts_on": TODAY,
        "ends_on": ENDS,
        "reasons": "Writing has fallen two years running.",
        "criteria": (council.criterion("SUF-C-06"),),
        "present": (
            Present("Sam Rowe", "SEP", council.persons["sam"]),
            Present("Helen Marsh", "Headteacher", council.persons["helen"]),
        ),
    }
    return Front(**{**facts, **overrides})


def an_action(
    text: str = "Moderate writing each half term", **facts: Any
) -> ActionLine:
    """An action that lacks nothing."""
    return ActionLine(**{"text": text, "who": "Helen Marsh", "due_on": DUE, **facts})


def with_priority(
    plan: Plan, *actions: ActionLine, by: User, **facts: Any
) -> PlanPriority:
    """A priority with its actions; one that lacks nothing where none is given."""
    text = PriorityText(
        **{
            "title": "Writing in Key Stage 2",
            "expected_change": "More pupils write at the expected standard.",
            "actions": actions or (an_action(),),
            **facts,
        }
    )
    return add_priority(plan=plan, text=text, by=by)


def complete(council: Council, code: str = "suf_12", **facts: Any) -> Plan:
    """A draft that lacks nothing for its agreement."""
    plan = opened(council, code)
    plan = change_front(
        plan=plan,
        front=a_front(council, **facts),
        expected_version=plan.version,
        by=council.sam,
    )
    with_priority(plan, by=council.helen)
    return now(plan)


def agreed_by(plan: Plan, side: Side, by: User) -> Plan:
    """One side's agreement to the plan as it stands."""
    stamp = seen(now(plan), priorities_of(plan))
    return agree(plan=plan, side=side, as_seen=stamp, by=by)


def agreed(council: Council, code: str = "suf_12", **facts: Any) -> Plan:
    """A plan that both sides have agreed: under way where its start day has come."""
    plan = complete(council, code, **facts)
    agreed_by(plan, Side.LA, council.sam)
    return agreed_by(plan, Side.SCHOOL, council.helen)


def now(plan: Plan) -> Plan:
    """The plan as it stands in the database."""
    return Plan.objects.select_related("school", "record", "level", "template").get(
        pk=plan.pk
    )
