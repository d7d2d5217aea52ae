"""How far a plan is: what it lacks, and what exactly its reader has before them."""

from engagement.models import Level
from engagement.queries.levels import level_in_force
from plans.models import Plan, PlanPriority
from plans.rules.agreeing import ActionStands, PlanStands, PriorityStands, missing
from sitrack.core import calendar


def level_now(plan: Plan) -> Level | None:
    """The level in force today, or on the day that the plan starts where that is to
    come."""
    today = calendar.today()
    return level_in_force(plan.school, max(plan.starts_on or today, today))


def stands(
    plan: Plan, priorities: list[PlanPriority], level: Level | None
) -> PlanStands:
    """What a plan holds; ``priorities`` have their actions read."""
    return PlanStands(
        level=level.label if level else "",
        level_wants_plan=bool(level and level.requires_plan),
        has_reasons=bool(plan.reasons.strip()) or plan.picked_reasons.exists(),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        priorities=tuple(
            PriorityStands(
                one.title,
                tuple(
                    ActionStands(bool(action.owner), action.due_on is not None)
                    for action in one.actions.all()
                ),
            )
            for one in priorities
        ),
    )


def lacks(plan: Plan, priorities: list[PlanPriority]) -> list[str]:
    """ACC-049: what a plan that is not agreed yet still lacks."""
    if not plan.is_draft:
        return []
    return missing(stands(plan, priorities, level_now(plan)))


def priorities_of(plan: Plan) -> list[PlanPriority]:
    return list(plan.priorities.prefetch_related("actions__person"))


def seen(plan: Plan, priorities: list[PlanPriority]) -> str:
    """A stamp of all that a page of the plan showed: who agrees, agrees to this."""
    parts = [str(plan.version), *(f"{one.pk}.{one.version}" for one in priorities)]
    return "-".join(parts)
