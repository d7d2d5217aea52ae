"""Beginning a plan, agreeing it, and the school's view of it (SM-2, DEC-05)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from engagement.models import SchoolYearRecord, Side
from plans.forms.opening import OpenForm
from plans.forms.steps import AgreeForm, ViewForm
from plans.models import LIVE, Plan, PlanState
from plans.queries.kinds import kinds_to_begin
from plans.queries.reading import priorities_in
from plans.queries.standing import lacks, priorities_of, seen
from plans.services.agreeing import agree, give_view
from plans.services.opening import open_plan
from plans.views.finding import find_plan, whose
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.versions import as_it_was
from sitrack.core.words import worded

AGREES = {
    Side.LA: Capability.AGREE_PLAN_FOR_LA,
    Side.SCHOOL: Capability.AGREE_PLAN_FOR_SCHOOL,
}


def side_that_agrees(user: User, school: School) -> Side | None:
    """For which side the user agrees plans at a school, if for any."""
    return next((side for side, can in AGREES.items() if may(user, can, school)), None)


@require_http_methods(["GET", "POST"])
def plan_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a plan for a school, or go to the one that is begun."""
    school: School = get_visible_or_404(School.objects, request.user, pk=pk)
    require(request.user, Capability.OPEN_PLAN, school)
    begun = list(school.plans.filter(state__in=[PlanState.DRAFT, *LIVE]))
    kinds = kinds_to_begin(school, begun)
    if begun and not kinds and request.method == "GET":
        return redirect(begun[0])
    rows = SchoolYearRecord.objects.select_related("school", "year", "framework")
    year = calendar.year_on(calendar.today())
    record = rows.filter(school=school, year=year).first()
    if record is None:
        nothing = worded("{school} has no {record} for this year yet.", school=school)
        messages.info(request, nothing)
        return redirect("school", school.pk)
    sent = request.POST if request.method == "POST" else None
    form = OpenForm(sent, kinds=kinds)
    context = {"school": school, "record": record, "kinds": kinds}
    page = FormPage("plans/plan_open.html", context)
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        kind = form.cleaned_data.get("kind", "")
        made = open_plan(record=record, kind=kind, by=request.user)
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def plan_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree a plan for one's own side, as it stands."""
    plan = find_plan(request.user, pk)
    side = side_that_agrees(request.user, plan.school)
    if side is None:
        raise PermissionDenied("Your role does not let you agree a plan.")
    if not plan.is_draft and request.method == "GET":
        messages.info(request, "This plan is agreed already.")
        return redirect(plan)
    priorities = priorities_of(plan)
    sent = request.POST if request.method == "POST" else None
    form = AgreeForm(sent, initial={"seen": seen(plan, priorities)})
    page = FormPage(
        "plans/plan_agree.html",
        {
            **whose(plan),
            "side": side,
            "lacks": lacks(plan, priorities_in(plan)),
            "priorities": priorities,
            "without_school": side == Side.LA and _may_do_without(plan),
        },
        done="Your agreement is noted.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        agree(plan=plan, side=side, as_seen=form.cleaned_data["seen"], by=request.user)
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _may_do_without(plan: Plan) -> bool:
    """DEC-05: at the statutory level the LA begins once the view is recorded."""
    waits = plan.school_agreed_at is None
    return plan.level.statutory and bool(plan.school_view.strip()) and waits


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the school thinks of a plan that the LA may begin without it."""
    plan = find_plan(request.user, pk)
    side = side_that_agrees(request.user, plan.school)
    if side is None:
        raise PermissionDenied("Your role gives no view of a plan.")
    given = bool(plan.school_view) and side == Side.LA
    if request.method == "GET" and (not plan.is_draft or given):
        messages.info(request, "The school’s view is recorded, or no longer asked.")
        return redirect(plan)
    sent = request.POST if request.method == "POST" else None
    form = ViewForm(sent, initial={"view": plan.school_view, "version": plan.version})
    page = FormPage(
        "plans/plan_view.html",
        {**whose(plan), "side": side},
        done="The school’s view is recorded.",
        again=lambda: _view_again(form, plan),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        give_view(
            plan=plan,
            view=form.cleaned_data["view"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _view_again(form: ViewForm, plan: Plan) -> list[Difference]:
    was = as_it_was(plan, form.cleaned_data["version"])
    plan.refresh_from_db()
    go_on_from(form, plan.version)
    before = {"view": was.school_view} if was else {}
    return differences(form, {"view": plan.school_view}, before)
