"""Planning an evaluation, changing the plan, and naming its team."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from engagement.definitions.evaluations import EvaluationKind
from engagement.models import FrameworkVersion
from engagement.queries.wording import post_title
from schools.access import get_visible_or_404, holders, person_of, require
from schools.models import School
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, roles_with
from sitrack.core.rules import RuleBroken
from visits.evaluation_access import require_lead
from visits.evaluation_kinds import framework_at, kind_of, kinds_at
from visits.forms.evaluations import (
    EvaluatorForm,
    Leads,
    PlanEvaluationForm,
    VersionForm,
)
from visits.guests import person_with_account
from visits.models import Evaluation
from visits.rules.evaluations import check_ahead
from visits.services.evaluations import planning
from visits.views.evaluations.finding import find_evaluation, whose


def leads_at(school: School, framework: FrameworkVersion) -> Leads:
    """By key, who may lead an evaluation of a school."""
    found: Leads = {}
    for post in holders(school, *roles_with(Capability.EVALUATE_SCHOOL)):
        title = post_title(framework, post)
        found.setdefault(str(post.person_id), (post.person, title))
    return found


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_new(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Plan an evaluation of one kind; 404 where the framework has no such kind."""
    school: School = get_visible_or_404(School.objects, request.user, pk=pk)
    framework = framework_at(school)
    form_of_kind = _kind_or_404(framework, kind)
    require(request.user, Capability.EVALUATE_SCHOOL, school)
    sent = request.POST if request.method == "POST" else None
    form = PlanEvaluationForm(
        sent,
        kind=form_of_kind,
        leads=leads_at(school, framework),
        initial={"lead": str(person_of(request.user).pk)},
    )
    page = FormPage(
        "visits/evaluations/plan.html",
        {"school": school, "kind": form_of_kind},
        done="The evaluation is planned. The school’s leaders are told.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = planning.plan_evaluation(
            school=school,
            framework=framework,
            kind=form_of_kind,
            plan=form.plan(),
            by=request.user,
        )
        return made.get_absolute_url()

    return page.answer(request, form, act)


def _kind_or_404(framework: FrameworkVersion, code: str) -> EvaluationKind:
    for kind in kinds_at(framework):
        if kind.code == code:
            return kind
    raise Http404


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evaluation_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change who leads it, its days and why, until it is held."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    kind = kind_of(found)
    if request.method == "GET" and not found.is_ahead:
        return too_late(request, found)
    sent = request.POST if request.method == "POST" else None
    saved = _as_planned(found)
    form = PlanEvaluationForm(
        sent,
        kind=kind,
        leads=leads_at(found.school, found.record.framework),
        initial={**saved, "version": found.version},
    )
    page = FormPage(
        "visits/evaluations/plan.html",
        whose(found),
        done="The plan is changed.",
        again=lambda: _plan_again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        planning.change_plan(
            evaluation=found,
            plan=form.plan(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return found.get_absolute_url()

    return page.answer(request, form, act)


def _as_planned(found: Evaluation) -> dict[str, Any]:
    return {
        "lead": str(found.lead_id),
        "meeting_on": found.meeting_on,
        "evaluation_on": found.evaluation_on,
        "because": found.because,
        "judged": found.judged,
    }


def _plan_again(form: PlanEvaluationForm, found: Evaluation) -> list[Difference]:
    found.refresh_from_db()
    go_on_from(form, found.version)
    saved = _as_planned(found)
    return differences(
        form, {name: saved[name] for name in form.fields if name in saved}
    )


def too_late(request: SignedInRequest, found: Evaluation) -> HttpResponse:
    """Back to the evaluation, with a word why."""
    try:
        check_ahead(found.state)
    except RuleBroken as broken:
        messages.info(request, broken.message)
    return redirect(found)


@require_http_methods(["GET", "POST"])
def evaluator_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name an evaluator; whoever comes from outside reads this evaluation for a time."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    sent = request.POST if request.method == "POST" else None
    form = EvaluatorForm(sent)
    page = FormPage(
        "visits/evaluations/evaluator.html",
        whose(found),
        done="They are on the team, and are told.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        person = person_with_account(form.cleaned_data["email"])
        if person is None:
            raise RuleBroken(
                "Nobody signs in with this address. Check it, or ask the administrator"
                " of this service to invite them.",
                "email",
            )
        until: date | None = form.cleaned_data["until"]
        planning.add_evaluator(
            evaluation=found, person=person, until=until, by=request.user
        )
        return f"{found.get_absolute_url()}#team"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def evaluator_remove(request: SignedInRequest, pk: int, member: int) -> HttpResponse:
    """Take somebody off the team, at once."""
    found = find_evaluation(request.user, pk)
    require_lead(request.user, found)
    row = get_object_or_404(found.members.all(), pk=member)
    sent = request.POST if request.method == "POST" else None
    form = VersionForm(sent)
    page = FormPage(
        "visits/evaluations/evaluator_remove.html",
        {**whose(found), "member": row},
        done="They are off the team, and no longer read this evaluation.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        planning.remove_evaluator(member=row, by=request.user)
        return f"{found.get_absolute_url()}#team"

    return page.answer(request, form, act)
