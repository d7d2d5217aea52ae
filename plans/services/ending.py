"""How a plan leaves its timescale: transition, closing, a higher level (SM-2)."""

from datetime import date
from typing import cast

from django.db import transaction

from engagement.queries.plan_forms import plan_form
from plans.models import (
    EndEvaluation,
    Ending,
    Plan,
    PlanExtension,
    PlanReview,
    ReviewState,
)
from plans.queries.ending import higher_level
from plans.queries.timescale import days_of, last_day_of_transition
from plans.rules import endings as rules
from plans.rules import plans as steps
from plans.rules.meeting_steps import check_finish
from plans.services.extensions import let_go
from plans.services.plan_steps import both_sides, move, notify, tell
from sitrack.core import calendar
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded
from visits.models import VisitState
from visits.services import diary


@transaction.atomic
def start_transition(
    *, plan: Plan, until: date, by: User, ends_on: date | None = None
) -> Plan:
    """Move an evaluated plan into its transition, from the day after its end (INV-13).

    The level and its hours stay until a step-down takes effect. ``ends_on`` ends the
    timescale earlier than agreed. Raises RuleBroken.
    """
    steps.check_can("start_transition", state=plan.state)
    evaluation = EndEvaluation.objects.filter(plan=plan).first()
    if evaluation is None:
        raise RuleBroken(rules.NOT_EVALUATED)
    asked = plan.extensions.filter(state=PlanExtension.State.ASKED).exists()
    rules.check_nothing_asked(is_asked=asked)
    agreed = days_of(plan)[1]
    last = ends_on or agreed
    rules.check_end_moved(ends_on=last, before=agreed, held_on=evaluation.held_on)
    rules.check_transition(
        until=until,
        ends_on=last,
        limit=last_day_of_transition(plan, last),
        today=calendar.today(),
    )
    move(plan, "start_transition", ends_on=last, transition_ends_on=until)
    tell(
        "plan.in_transition",
        plan,
        by=by,
        audience=Audience.EVERYONE,
        day=f"{until:%-d %B %Y}",
    )
    notify(plan, both_sides(plan), "A plan moves into its transition", but=by)
    return plan


@transaction.atomic
def close_plan(*, plan: Plan, by: User, reason: str = "") -> Plan:
    """Close a plan whose transition is over, or before that with a reason."""
    steps.check_can("close", state=plan.state)
    today, last = calendar.today(), cast(date, plan.transition_ends_on)
    ending = rules.ending_of(transition_ends_on=last, today=today, reason=reason)
    day = min(today, last)
    _end(plan, "close", Ending(ending), reason=reason, day=day, by=by)
    tell("plan.closed", plan, by=by, audience=Audience.EVERYONE)
    notify(plan, both_sides(plan), "A plan is closed", but=by)
    return plan


@transaction.atomic
def finish_plan(*, plan: Plan, by: User, reason: str = "") -> Plan:
    """End a plan of a drawn form once its final meeting was held. Raises RuleBroken."""
    steps.check_can("finish", state=plan.state)
    form = plan_form(plan.template)
    finals = [one.key for one in form.meetings if one.final] if form else []
    held = plan.reviews.filter(form__in=finals, state=ReviewState.SHARED).exists()
    check_finish(drawn=form is not None, has_final=bool(finals), final_held=held)
    _end(plan, "finish", Ending.FINISHED, reason=reason, day=calendar.today(), by=by)
    tell("plan.finished", plan, by=by, audience=Audience.EVERYONE)
    notify(plan, both_sides(plan), "A plan has ended", but=by)
    return plan


@transaction.atomic
def escalate_plan(*, plan: Plan, reason: str, by: User) -> Plan:
    """End a plan because a higher level is approved; that level brings its own plan.

    Raises RuleBroken without such a level, and without a reason.
    """
    steps.check_can("escalate", state=plan.state)
    higher = higher_level(plan)
    if higher is None:
        raise RuleBroken(rules.no_higher_level(plan.level.label))
    steps.check_reason(reason, verb="escalate")
    _end(plan, "escalate", Ending.ESCALATED, reason=reason, day=calendar.today(), by=by)
    tell(
        "plan.escalated",
        plan,
        by=by,
        audience=Audience.EVERYONE,
        level=higher.level.label,
    )
    notify(plan, both_sides(plan), "A plan ended: a higher level", but=by)
    return plan


@transaction.atomic
def cancel_plan(*, plan: Plan, reason: str, by: User | None) -> Plan:
    """Cancel a plan that has not ended (SM-2); ``by`` is None where its school closed."""
    steps.check_can("cancel", state=plan.state)
    steps.check_reason(reason, verb="cancel")
    _end(plan, "cancel", Ending.CANCELLED, reason=reason, day=calendar.today(), by=by)
    tell("plan.cancelled", plan, by=by)
    notify(plan, both_sides(plan), "A plan was cancelled", but=by)
    return plan


def _end(
    plan: Plan, verb: str, ending: Ending, *, reason: str, day: date, by: User | None
) -> None:
    move(plan, verb, ending=ending, ended_reason=reason.strip(), ended_on=day)
    let_go(plan, note=f"{ending.label}.", by=by)
    for review in plan.reviews.filter(state=ReviewState.PLANNED):
        _take_out(review, by=by)


def _take_out(review: PlanReview, *, by: User | None) -> None:
    """A review that is still planned leaves the diary with its plan."""
    review.state = ReviewState.CANCELLED
    review.save()
    visit = review.visit
    if visit and visit.state == VisitState.PLANNED and not visit.record.is_locked:
        diary.cancel_visit(
            visit=visit,
            reason=worded("The {plan} has ended."),
            expected_version=visit.version,
            by=by,
        )
