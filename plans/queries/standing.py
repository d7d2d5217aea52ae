"""How far a plan is: what it lacks, and what exactly its reader has before them."""

from collections.abc import Iterable

from engagement.models import Level
from engagement.queries.levels import level_in_force
from engagement.queries.plan_forms import plan_form
from plans.models import Plan, PlanAction, PlanPriority
from plans.queries.areas import areas_stand
from plans.queries.reading import Action, Priority
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
    form = plan_form(plan.template)
    if form:
        return _plan_stands(plan, areas_stand(form, priorities), level)
    rows = [_stands(one.title, one.actions.all()) for one in priorities]
    return _plan_stands(plan, rows, level)


def lacks(plan: Plan, priorities: list[Priority]) -> list[str]:
    """ACC-049: what a plan that is not agreed yet still lacks."""
    if not plan.is_draft:
        return []
    if plan.template.form:
        return missing(stands(plan, priorities_of(plan), level_now(plan)))
    rows = [_stands(one.title, one.actions) for one in priorities]
    return missing(_plan_stands(plan, rows, level_now(plan)))


def _stands(title: str, actions: Iterable[PlanAction | Action]) -> PriorityStands:
    return PriorityStands(
        title,
        tuple(ActionStands(bool(one.owner), one.due_on is not None) for one in actions),
    )


def _plan_stands(
    plan: Plan, priorities: list[PriorityStands], level: Level | None
) -> PlanStands:
    form = plan_form(plan.template)
    asks_when = form is not None and form.meetings and plan.counted_from is None
    return PlanStands(
        level=level.label if level else "",
        level_wants_plan=bool(level and plan.kind in level.plan_templates),
        has_reasons="reasons" not in plan.template.labels
        or bool(plan.reasons.strip())
        or plan.picked_reasons.exists(),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        priorities=tuple(priorities),
        called="area" if form else "priority",
        clock=form.clock if form and asks_when else "",
    )


def priorities_of(plan: Plan) -> list[PlanPriority]:
    return list(plan.priorities.prefetch_related("actions__person"))


def seen(plan: Plan, priorities: list[PlanPriority]) -> str:
    """A stamp of all that a page of the plan showed: who agrees, agrees to this."""
    parts = [str(plan.version), *(f"{one.pk}.{one.version}" for one in priorities)]
    return "-".join(parts)
