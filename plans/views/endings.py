"""How a plan leaves its timescale: transition, step-down, closing (SM-2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from engagement.models import LevelState
from engagement.services.bringing_forward import bring_forward
from plans.forms.timescale import (
    EndingForm,
    ForwardForm,
    StepDownForm,
    TransitionForm,
)
from plans.models import EndEvaluation, Plan, PlanState
from plans.queries.ending import higher_level, level_held, step_down_of
from plans.queries.timescale import days_of, last_day_of_transition, timescale_of
from plans.rules.endings import NOT_EVALUATED, no_higher_level
from plans.services import ending
from plans.services.step_down import day_of_step_down, propose_step_down
from plans.views.as_seen import check_as_seen, too_late
from plans.views.finding import find_own, find_plan, whose
from schools.access import require
from sitrack.core import calendar
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
def plan_transition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move an evaluated plan into its transition (INV-13)."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.END_PLAN, plan.school)
    sent = request.POST if request.method == "POST" else None
    refused = too_late(request, "start_transition", plan) if sent is None else None
    if refused:
        return refused
    evaluation = EndEvaluation.objects.filter(plan=plan).first()
    if evaluation is None:
        return _back(request, plan, NOT_EVALUATED)
    last = days_of(plan)[1]
    limit = last_day_of_transition(plan, last)
    form = TransitionForm(
        sent,
        initial={
            "ends_on": last,
            "until": limit.last_day if limit else None,
            "version": plan.version,
        },
    )
    page = FormPage(
        "plans/transition.html",
        {
            **whose(plan),
            "timescale": timescale_of(plan, calendar.today()),
            "evaluation": evaluation,
            "limit": limit,
            "held": level_held(plan.school),
        },
        done="The plan is in its transition. Both sides are told.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        check_as_seen(plan, data["version"])
        ending.start_transition(
            plan=plan, until=data["until"], ends_on=data["ends_on"], by=request.user
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


@dataclass(frozen=True)
class EndingPage:
    """What differs between the ways in which a plan ends."""

    verb: str
    template: str
    done: str
    act: Callable[..., Plan]


CLOSE = EndingPage(
    "close", "plans/close.html", "The plan is closed.", ending.close_plan
)
FINISH = EndingPage(
    "finish", "plans/finish.html", "The plan has ended.", ending.finish_plan
)
ESCALATE = EndingPage(
    *("escalate", "plans/escalate.html"),
    "The plan has ended. The higher level brings a plan of its own.",
    ending.escalate_plan,
)
CANCEL = EndingPage(
    "cancel", "plans/cancel.html", "The plan is cancelled.", ending.cancel_plan
)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a plan after its transition, or before its end with a reason."""
    return _end(request, pk, CLOSE)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a plan whose final meeting was held."""
    return _end(request, pk, FINISH)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_escalate(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a plan whose school goes to a higher level."""
    return _end(request, pk, ESCALATE)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel a plan, with a reason that both sides read."""
    return _end(request, pk, CANCEL)


def _end(request: SignedInRequest, pk: int, way: EndingPage) -> HttpResponse:
    plan = find_plan(request.user, pk)
    require(request.user, Capability.END_PLAN, plan.school)
    sent = request.POST if request.method == "POST" else None
    refused = too_late(request, way.verb, plan) if sent is None else None
    if refused:
        return refused
    higher = higher_level(plan) if way is ESCALATE else None
    if way is ESCALATE and higher is None:
        return _back(request, plan, no_higher_level(plan.level.label))
    over = way is FINISH or (way is CLOSE and _is_over(plan.transition_ends_on))
    form = EndingForm(sent, optional=over, initial={"version": plan.version})
    page = FormPage(
        way.template,
        {
            **whose(plan),
            "timescale": timescale_of(plan, calendar.today()),
            "higher": higher,
            "over": over,
            "step_down": step_down_of(plan),
        },
        done=way.done,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        check_as_seen(plan, data["version"])
        way.act(plan=plan, reason=data.get("reason", ""), by=request.user)
        return plan.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_step_down(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose the level that follows the transition (ACC-057)."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.EVALUATE_PLAN, plan.school)
    if plan.state != PlanState.TRANSITION:
        return _back(request, plan, "The step-down follows the plan’s transition.")
    held = level_held(plan.school)
    levels = [
        level
        for level in plan.level.framework.levels.all()
        if held is None or level.order < held.order
    ]
    evaluation = EndEvaluation.objects.filter(plan=plan).first()
    advised = evaluation.recommended if evaluation else None
    sent = request.POST if request.method == "POST" else None
    form = StepDownForm(
        sent, levels=levels, initial={"level": advised.code if advised else None}
    )
    page = FormPage(
        "plans/step_down.html",
        {
            **whose(plan),
            "evaluation": evaluation,
            "held": held,
            "day": day_of_step_down(plan),
        },
        done="The step-down is proposed. The school is asked for its view.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        proposed = propose_step_down(
            plan=plan,
            level=form.cleaned_data["level"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return proposed.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_step_forward(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a step-down that is approved forward (INV-13)."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.END_PLAN, plan.school)
    assignment = step_down_of(plan)
    waiting = assignment and assignment.effective_from > calendar.today()
    if not assignment or assignment.state != LevelState.APPROVED or not waiting:
        return _back(request, plan, "No step-down is approved for a later day.")
    sent = request.POST if request.method == "POST" else None
    form = ForwardForm(sent, initial={"version": assignment.version})
    page = FormPage(
        "plans/step_forward.html",
        {**whose(plan), "step_down": assignment},
        done="The level takes effect earlier. Both sides are told.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        bring_forward(
            assignment=assignment,
            day=form.cleaned_data["day"],
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _is_over(day: date | None) -> bool:
    return day is not None and calendar.today() >= day


def _back(request: SignedInRequest, plan: Plan, words: str) -> HttpResponse:
    """The plan's page, with what is missing and what can be done instead."""
    messages.info(request, words)
    return redirect(plan)
