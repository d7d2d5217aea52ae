"""One action of a plan, what becomes of it, and steps that become actions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.steps import ActionStateForm, PromoteForm
from plans.models import PlanAction
from plans.queries.choosing import priorities_to_join
from plans.queries.lists import own_actions, rows_of
from plans.queries.reading import who_can_see
from plans.queries.reviews import ratings_of
from plans.rules import actions as rules
from plans.services.actions import promote_step, update_action
from plans.sheets import ACTIONS
from plans.views.finding import find_action, whose
from schools.access import get_visible_or_404, may, require
from sitrack.core import calendar, delivery
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, by_pages, sheet_file
from sitrack.core.versions import as_it_was
from visits.models import NextStep

ON_A_PAGE = 20


@require_safe
def action(request: SignedInRequest, pk: int) -> HttpResponse:
    """One action: what, who, by when, how far it is, and where it comes from."""
    found = find_action(request.user, pk)
    delivery.mark_read(request.user, path=request.path)
    context = {
        **_about(found),
        "may_update": may_update(request.user, found),
        "is_late": found.is_overdue(calendar.today()),
        "may_read_step": _may_read_step(request.user, found),
        "history": _history(found),
        "ratings": ratings_of(found, request.user),
    }
    return render(request, "plans/action.html", context)


@require_safe
def my_actions(request: SignedInRequest) -> HttpResponse:
    """The reader's own open actions in the plans of every school."""
    require(request.user, Capability.READ_RECORD)
    found, today = own_actions(request.user), calendar.today()
    kind = asked_as(request)
    if kind:
        rows = by_pages(found, lambda some: rows_of(some, today))
        return sheet_file(ACTIONS, rows, kind)
    pages = Paginator(found, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": rows_of(page.object_list, today),
        "total": pages.count,
    }
    return render(request, "plans/my_actions.html", context)


def _about(action: PlanAction) -> dict[str, Any]:
    plan = action.priority.plan
    return {**whose(plan), "action": action, "readers": who_can_see(plan)}


def _may_read_step(user: User, action: PlanAction) -> bool:
    if action.step is None:
        return False
    return NextStep.objects.visible_to(user).filter(pk=action.step.pk).exists()


def _history(action: PlanAction) -> list[dict[str, Any]]:
    """What was said of the action, newest first, once for each time it was said."""
    columns = ("state", "state_note", "state_by__name", "state_at")
    rows = action.history.filter(state_at__isnull=False).order_by("state_at")
    said: dict[Any, dict[str, Any]] = {}
    for row in rows.values(*columns):
        said[row["state_at"]] = row
    labels = dict(PlanAction._meta.get_field("state").flatchoices)
    return [{**row, "label": labels[row["state"]]} for row in reversed(said.values())]


def may_update(user: User, action: PlanAction) -> bool:
    """Whether the user says how far an action is: both sides', and one's own."""
    plan = action.priority.plan
    if plan.state not in rules.LIVE:
        return False
    return _has_part(user, action)


def _has_part(user: User, action: PlanAction) -> bool:
    school = action.priority.plan.school
    if may(user, Capability.UPDATE_ACTIONS, school):
        return True
    own = action.person is not None and action.person.user_id == user.pk
    return own and may(user, Capability.UPDATE_OWN_ACTIONS, school)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def action_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how far an action is, between reviews, with a note."""
    found = find_action(request.user, pk)
    if not _has_part(request.user, found):
        raise PermissionDenied("This action is not yours to update.")
    plan = found.priority.plan
    if plan.state not in rules.LIVE and request.method == "GET":
        messages.info(request, "Actions are followed while the plan is under way.")
        return redirect(found)
    sent = request.POST if request.method == "POST" else None
    form = ActionStateForm(
        sent,
        initial=_stands(found),
        may_drop=may(request.user, Capability.UPDATE_ACTIONS, plan.school),
    )
    page = FormPage(
        "plans/action_update.html",
        _about(found),
        done="The action is updated.",
        again=lambda: _again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        update_action(
            action=found,
            state=form.cleaned_data["state"],
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return found.get_absolute_url()

    return page.answer(request, form, act)


def _stands(action: PlanAction) -> dict[str, Any]:
    return {
        "state": action.state,
        "note": action.state_note,
        "version": action.version,
    }


def _again(form: ActionStateForm, action: PlanAction) -> list[Difference]:
    was = as_it_was(action, form.cleaned_data["version"])
    action.refresh_from_db()
    theirs, before = _stands(action), _stands(was) if was else {}
    before.pop("version", None)
    go_on_from(form, theirs.pop("version"))
    return differences(form, theirs, before)


@require_http_methods(["GET", "POST"])
def step_promote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make an action of a plan out of a next step."""
    steps = NextStep.objects.select_related("record__school", "visit")
    step: NextStep = get_visible_or_404(steps, request.user, pk=pk)
    school = step.record.school
    require(request.user, Capability.EDIT_PLAN, school)
    known = PlanAction.objects.filter(step=step).first()
    if known:
        return redirect(known)
    sent = request.POST if request.method == "POST" else None
    priorities = priorities_to_join(school)
    form = PromoteForm(sent, priorities=priorities)
    page = FormPage(
        "plans/step_promote.html",
        {"school": school, "step": step, "has_priorities": priorities.exists()},
        done="The step is an action of the plan. It is followed there.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        priority = form.cleaned_data["priority"]
        made = promote_step(step=step, priority=priority, by=request.user)
        return made.get_absolute_url()

    return page.answer(request, form, act)
