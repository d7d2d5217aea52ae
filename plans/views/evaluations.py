"""The evaluation at the end of the timescale, read, written and commented on."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.evaluations import EvaluationCommentForm, EvaluationForm
from plans.models import EndEvaluation, EvaluatedWith, Plan, PlanState
from plans.queries.ending import asked_to, last_review
from plans.rules.endings import check_can_evaluate
from plans.services import evaluations
from plans.services.evaluations import Taking
from plans.views.finding import find_own, whose
from schools.access import get_visible_or_404, may, require
from sitrack.core import calendar, delivery
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import as_it_was


@require_safe
def evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """The evaluation on a page of its own (SUF-D-04)."""
    plan = find_own(request.user, pk)
    found = _find(request, plan)
    delivery.mark_read(request.user, path=request.path)
    context = {
        **whose(plan),
        "evaluation": found,
        "present": list(found.present.all()),
        "changes": may(request.user, Capability.EVALUATE_PLAN, plan.school)
        and plan.state == PlanState.ACTIVE,
        "comments": may(request.user, Capability.COMMENT_ON_EVALUATION, plan.school),
        "may_export": may(request.user, Capability.EXPORT_RECORD, plan.school),
    }
    return render(request, "plans/evaluation.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the evaluation, or change it while the plan is under way."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.EVALUATE_PLAN, plan.school)
    sent = request.POST if request.method == "POST" else None
    try:
        check_can_evaluate(state=plan.state)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect(plan)
    found = EndEvaluation.objects.filter(plan=plan).select_related("visit").first()
    asked = _asked(plan, found)
    form = EvaluationForm(
        sent,
        asked=asked,
        levels=list(plan.level.framework.levels.all()),
        summary_label=plan.template.label("evaluation"),
        initial=_saved(found, asked) or {"held_on": calendar.today(), "version": 0},
    )
    page = FormPage(
        "plans/evaluation_write.html",
        {**whose(plan), "evaluation": found, "review": last_review(plan)},
        done="The evaluation is recorded. The school’s leaders are told.",
        again=lambda: _again(form, plan),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        there = EndEvaluation.objects.filter(plan=plan).first()
        if there is None:
            evaluations.record_evaluation(
                plan=plan, evaluation=form.evaluation(), by=request.user
            )
            return plan.get_absolute_url()
        there.plan = plan
        evaluations.change_evaluation(
            evaluation=there,
            to=form.evaluation(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school's comment beside the evaluation."""
    plan = find_own(request.user, pk)
    found = _find(request, plan)
    require(request.user, Capability.COMMENT_ON_EVALUATION, plan.school)
    sent = request.POST if request.method == "POST" else None
    form = EvaluationCommentForm(
        sent, initial={"text": found.school_comment, "version": found.version}
    )
    page = FormPage(
        "plans/evaluation_comment.html",
        {**whose(plan), "evaluation": found, "present": list(found.present.all())},
        done="Thank you. Your comment stands beside the evaluation.",
        again=lambda: _comment_again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        evaluations.comment_on_evaluation(
            evaluation=found,
            text=form.cleaned_data["text"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _find(request: SignedInRequest, plan: Plan) -> EndEvaluation:
    rows = EndEvaluation.objects.select_related("recommended", "recorded_by", "visit")
    found: EndEvaluation = get_visible_or_404(rows, request.user, plan=plan)
    found.plan = plan
    return found


def _asked(plan: Plan, found: EndEvaluation | None) -> list[Taking]:
    """The last review's people, with what was said of them already."""
    said = {one.name: one for one in found.present.all()} if found else {}
    return [
        Taking(
            one.name,
            one.job_title,
            one.person,
            said[one.name].absent_because if one.name in said else "",
        )
        for one in asked_to(plan)
    ]


def _saved(found: EndEvaluation | None, asked: Sequence[Taking]) -> dict[str, Any]:
    if found is None:
        return {}
    known = {one.name for one in asked}
    others = [one for one in found.present.all() if one.name not in known]
    return {
        "held_on": found.held_on,
        "minutes": found.visit.minutes if found.visit else None,
        "outcome": found.outcome,
        "summary": found.summary,
        "recommended": found.recommended.code if found.recommended else None,
        "others": _lines(others),
        "version": found.version,
    }


def _lines(people: Sequence[EvaluatedWith]) -> str:
    return "\n".join(str(one) for one in people)


def _again(form: EvaluationForm, plan: Plan) -> list[Difference]:
    found = EndEvaluation.objects.select_related("recommended").get(plan=plan)
    was = as_it_was(found, form.cleaned_data["version"] or 0)
    go_on_from(form, found.version)
    return differences(form, _words(found), _words(was))


def _words(found: EndEvaluation | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "held_on": found.held_on,
        "outcome": found.outcome,
        "summary": found.summary,
    }


def _comment_again(
    form: EvaluationCommentForm, found: EndEvaluation
) -> list[Difference]:
    was = as_it_was(found, form.cleaned_data["version"])
    found.refresh_from_db()
    go_on_from(form, found.version)
    before = {"text": was.school_comment} if was else {}
    return differences(form, {"text": found.school_comment}, before)
