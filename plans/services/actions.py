"""What becomes of an action between reviews, and steps that became actions."""

from django.db import transaction
from django.db.models import Max

from plans.models import ActionState, PlanAction, PlanPriority
from plans.rules import actions as rules
from plans.rules.editing import check_may_change
from plans.services.editing import changed, hold
from plans.services.plan_steps import tell
from sitrack.core import clock
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from visits.models import NextStep
from visits.models.steps import StepState
from visits.services.steps import close_step, drop_step, reopen_step

LONGEST_NOTE = 300


@transaction.atomic
def update_action(
    *, action: PlanAction, state: str, note: str, expected_version: int, by: User
) -> PlanAction:
    """Say how far an action is, with a note. A next step that it grew out of goes the
    same way. Raises Stale, RuleBroken where the plan is not under way and for an action
    that is dropped without a reason."""
    held = hold(action.priority.plan)
    rules.check_can_update(plan_state=held.state)
    rules.check_update(state=state, note=note)
    take_next_version(action, expected=expected_version)
    fresh: PlanAction = PlanAction.objects.select_related("step__record").get(
        pk=action.pk
    )
    fresh.state, fresh.state_note = state, note
    fresh.state_by, fresh.state_at = by, clock.now()
    fresh.save()
    if fresh.step:
        _carry_to_step(fresh.step, state, note, by=by)
    tell(
        "plan.action_updated",
        held,
        by=by,
        action=fresh.text[:80],
        state=fresh.get_state_display().lower(),
    )
    return fresh


def _carry_to_step(step: NextStep, state: str, note: str, *, by: User) -> None:
    if step.record.is_locked or step.state == StepState.CARRIED:
        return
    short = note[:LONGEST_NOTE]
    is_open = step.state == StepState.OPEN
    if state == ActionState.OPEN and not is_open:
        reopen_step(step=step, by=by, expected_version=step.version)
    if state == ActionState.DONE and is_open:
        close_step(step=step, by=by, expected_version=step.version, note=short)
    if state == ActionState.DROPPED and is_open:
        drop_step(step=step, by=by, expected_version=step.version, reason=short)


@transaction.atomic
def promote_step(*, step: NextStep, priority: PlanPriority, by: User) -> PlanAction:
    """Make an action of a priority out of an open next step; both know it.

    Raises RuleBroken where the step is closed, of another school, or an action already.
    """
    held = hold(priority.plan)
    check_may_change(held.state)
    rows = NextStep.objects.select_for_update(of=("self",)).select_related("record")
    fresh = rows.get(pk=step.pk)
    if fresh.state != StepState.OPEN:
        raise RuleBroken("This step is closed. Only an open step becomes an action.")
    if fresh.record.school_id != held.school_id:
        raise RuleBroken("This step belongs to another school than the plan.")
    if PlanAction.objects.filter(step=fresh).exists():
        raise RuleBroken("This step is an action of a plan already.")
    last = priority.actions.aggregate(last=Max("order"))["last"] or 0
    action = PlanAction(
        priority=priority,
        order=last + 1,
        text=fresh.text,
        person=fresh.person,
        who=fresh.who or str(fresh.person or ""),
        due_on=fresh.due_on,
        step=fresh,
    )
    action.save()
    was_made(action)
    take_next_version(priority, expected=priority.version)
    tell("plan.step_promoted", held, by=by, action=action.text[:80])
    changed(held, f"the priority “{priority.title[:80]}”", by=by)
    return action
