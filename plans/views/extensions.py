"""A longer timescale: the board, asking for it, deciding on it (INV-12)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from engagement.queries.wording import role_name
from plans.forms.timescale import BoardForm, ExtensionDecisionForm, ExtensionForm
from plans.models import Plan, PlanExtension
from plans.queries.time import decides
from plans.queries.timescale import takes_board, timescale_of
from plans.rules.extensions import NoGround
from plans.services import extensions
from plans.views.as_seen import too_late
from plans.views.finding import find_own, whose
from schools.access import may, require
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability, Role
from sitrack.core.versions import as_it_was

DECIDED = {
    "approve": "The plan lasts longer. Both sides are told.",
    "decline": "The request is declined. Whoever asked is told.",
}


@require_http_methods(["GET", "POST"])
def plan_board(request: SignedInRequest, pk: int) -> HttpResponse:
    """From when to when an Interim Executive Board is in place."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.RECORD_BOARD, plan.school)
    if not takes_board(plan):
        messages.info(request, "At this level a board does not lengthen the plan.")
        return redirect(plan)
    sent = request.POST if request.method == "POST" else None
    form = BoardForm(sent, initial={**_days_of(plan), "version": plan.version})
    page = FormPage(
        "plans/board.html",
        _shown(plan),
        done="The board is recorded.",
        again=lambda: _board_again(form, plan),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        extensions.record_board(
            plan=plan,
            since=form.cleaned_data["since"],
            until=form.cleaned_data["until"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _days_of(plan: Plan | None) -> dict[str, Any]:
    return {"since": plan.ieb_from, "until": plan.ieb_to} if plan else {}


def _board_again(form: BoardForm, plan: Plan) -> list[Difference]:
    was = as_it_was(plan, form.cleaned_data["version"])
    plan.refresh_from_db()
    go_on_from(form, plan.version)
    return differences(form, _days_of(plan), _days_of(was))


@require_http_methods(["GET", "POST"])
@keeps_drafts
def plan_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a later end; refused past the limit, with what can be done (ACC-052)."""
    plan = find_own(request.user, pk)
    require(request.user, Capability.ASK_EXTENSION, plan.school)
    sent = request.POST if request.method == "POST" else None
    form = ExtensionForm(sent)
    shown = _shown(plan)
    page = FormPage(
        "plans/extend.html",
        {
            **shown,
            "may_record": may(request.user, Capability.RECORD_BOARD, plan.school),
        },
        done="The longer timescale is asked for. You are told when it is decided.",
        repeats=False,
    )
    if sent is None:
        return too_late(request, "extend", plan) or page.show(request, form)

    def act() -> str:
        try:
            extensions.ask_extension(
                plan=plan,
                new_end=form.cleaned_data["new_end"],
                reason=form.cleaned_data["reason"],
                exception=form.cleaned_data["exception"],
                by=request.user,
            )
        except NoGround:
            page.context["no_ground"] = True
            raise
        return plan.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def extension_decide(request: SignedInRequest, pk: int, extension: int) -> HttpResponse:
    """The decision on a longer timescale, by whoever its basis asks for."""
    plan = find_own(request.user, pk)
    rows = plan.extensions.select_related("asked_by")
    asked = get_object_or_404(rows, pk=extension)
    asked.plan = plan
    _require_decider(request.user, asked)
    sent = request.POST if request.method == "POST" else None
    form = ExtensionDecisionForm(sent)
    page = FormPage(
        "plans/extension_decide.html",
        {**_shown(plan), "extension": asked, "own": asked.asked_by == request.user},
        done=DECIDED.get(request.POST.get("decision", ""), ""),
    )
    if sent is None:
        if asked.state != PlanExtension.State.ASKED:
            messages.info(request, "Somebody has already decided this request.")
            return redirect(plan)
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        said: dict[str, Any] = {"note": data["note"], "by": request.user}
        if data["decision"] == "approve":
            extensions.approve_extension(extension=asked, **said)
        else:
            extensions.decline_extension(extension=asked, **said)
        return plan.get_absolute_url()

    return page.answer(request, form, act)


def _require_decider(user: User, extension: PlanExtension) -> None:
    if not decides(user, extension.plan, extension):
        raise PermissionDenied("This decision is not yours to take.")


def _shown(plan: Plan) -> dict[str, Any]:
    framework = plan.record.framework
    return {
        **whose(plan),
        "timescale": timescale_of(plan, calendar.today()),
        "takes_board": takes_board(plan),
        "lead": role_name(framework, Role.LEAD),
        "head": role_name(framework, Role.HEAD),
    }
