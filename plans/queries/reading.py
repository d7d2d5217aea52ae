"""A plan as its page shows it, in the order of its printed form (SUF-A)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from engagement.models import Criterion
from plans.models import (
    EntitlementUse,
    Plan,
    PlanAction,
    PlannedWith,
    PlanPriority,
    PlanReason,
    PlanState,
    TeamMember,
)
from sitrack.core.prepared import prepared


@dataclass(frozen=True)
class Reasons:
    """A block of the form: the criteria of one level that were picked (SUF-A-05)."""

    label: str
    picked: list[Criterion]


@dataclass(frozen=True)
class Content:
    """All that a plan holds, reviews and timescale apart."""

    present: list[PlannedWith]
    reasons: list[Reasons]
    priorities: list[PlanPriority]
    team: list[TeamMember]
    checks: list[EntitlementUse]


def read(plan: Plan) -> Content:
    """Six queries, however much the plan holds; a priority has its actions read."""
    actions = PlanAction.objects.select_related("person").order_by("order", "pk")
    priorities = plan.priorities.select_related("priority").prefetch_related(
        Prefetch("actions", queryset=actions)
    )
    return Content(
        present=_present(plan.pk),
        reasons=_reasons(plan),
        priorities=list(priorities),
        team=_team(plan.pk),
        checks=_checks(plan.pk),
    )


@prepared
def _present(plan: int) -> Any:
    return PlannedWith.objects.filter(plan=plan)


@prepared
def _team(plan: int) -> Any:
    return TeamMember.objects.filter(plan=plan)


@prepared
def _checks(plan: int) -> Any:
    return EntitlementUse.objects.filter(plan=plan).select_related("line", "team")


@prepared
def _picked(plan: int) -> Any:
    return PlanReason.objects.filter(plan=plan).select_related("criterion__level")


def who_can_see(plan: Plan) -> str:
    """In words, who reads the plan in its present state (CONF-15)."""
    if plan.state == PlanState.DRAFT or plan.la_agreed_at is None:
        return (
            "The authority, the school’s leaders and the chair of governors can see"
            " this; governors once it is agreed"
        )
    return (
        "The authority, the school’s leaders and its governors can see this, and"
        " officers of other teams who have a part in it"
    )


def _reasons(plan: Plan) -> list[Reasons]:
    picked = [one.criterion for one in _picked(plan.pk)]
    return [
        Reasons(
            block["label"],
            [one for one in picked if one.level.code == block["level"]],
        )
        for block in plan.template.reasons
    ]
