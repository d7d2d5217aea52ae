"""A plan of an old record begins here as a draft, which both sides agree (SM-2)."""

from dataclasses import dataclass

from engagement.models import SchoolYearRecord
from plans.models import Plan
from plans.services.editing import Front, Member, change_front, write_team
from plans.services.opening import open_plan
from plans.services.plan_steps import tell
from plans.services.priorities import PriorityText, add_priority
from sitrack.core.models import User


@dataclass(frozen=True)
class OldPlan:
    """A plan as an old record tells of it: its head, its team and its priorities."""

    front: Front
    team: tuple[Member, ...]
    priorities: tuple[PriorityText, ...]


def bring_in_plan(*, record: SchoolYearRecord, old: OldPlan, by: User) -> Plan:
    """Begin the school's plan with what an old record says. Raises RuleBroken at a
    level without a plan, and for days that its level does not allow (INV-12)."""
    plan = open_plan(record=record, by=by)
    criteria = old.front.criteria or tuple(
        reason.criterion for reason in plan.picked_reasons.select_related("criterion")
    )
    front = Front(
        starts_on=old.front.starts_on,
        ends_on=old.front.ends_on,
        reasons=old.front.reasons,
        criteria=criteria,
        present=old.front.present,
    )
    plan = change_front(plan=plan, front=front, expected_version=plan.version, by=by)
    if old.team:
        plan = write_team(
            plan=plan, members=old.team, expected_version=plan.version, by=by
        )
    for text in old.priorities:
        add_priority(plan=plan, text=text, by=by)
    tell("plan.brought_in", plan, by=by)
    return plan
