"""Reading a plan of additional engagement."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.definitions.plans import PlanForm
from engagement.models import Side
from engagement.queries.plan_forms import plan_form
from plans.models import Plan, PlanState
from plans.queries.areas import fill, read_parts
from plans.queries.ending import goes_higher
from plans.queries.meetings import meetings_of
from plans.queries.progress import reviews_of, show_latest
from plans.queries.reading import priorities_in, read
from plans.queries.standing import lacks
from plans.queries.time import time_of
from plans.queries.timeline import timeline_of, timeline_of_form
from plans.queries.timescale import timescale_of, was_asked_longer
from plans.rules.editing import may_change, may_change_front
from plans.views.agreeing import side_that_agrees
from plans.views.finding import find_plan, plans_to_show, whose
from plans.views.plan_reviews import reviews_context
from schools.access import audiences_of, first_or_404, may
from sitrack.core import calendar, delivery, events
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability


@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole plan in the order of its form, and whose turn it is."""
    rows = _page_of(request.user, pk, request.path)
    found = first_or_404(rows, request.user, of=Plan, pk=pk)
    found.record.school = found.school
    if found.is_unread:
        delivery.mark_read(request.user, path=request.path)
    form = plan_form(found.template)
    if form:
        context = form_plan_context(request.user, found, form)
        return render(request, "plans/form_plan.html", context)
    return render(request, "plans/plan.html", plan_context(request.user, found))


@prepared
def _page_of(reader: User, pk: int, path: str) -> Any:
    """The plan with what its page shows, where the reader may see it."""
    unread = delivery.is_unread(reader, path=path)
    rows = plans_to_show().annotate(
        is_unread=unread,
        goes_higher=goes_higher(),
        was_asked_longer=was_asked_longer(),
    )
    return rows.visible_to(reader).filter(pk=pk).order_by()


@require_safe
def timeline(request: SignedInRequest, pk: int) -> HttpResponse:
    """The plan on a line of time, and the same as tables: its days, and how each
    action was rated at each review."""
    found, today = find_plan(request.user, pk), calendar.today()
    timescale = None if found.is_draft else timescale_of(found, today)
    context = whose(found)
    if timescale:
        reviews = reviews_of(found, request.user)
        form = plan_form(found.template)
        if form:
            parts = read_parts(found, form)
            context["timeline"] = timeline_of_form(timescale, parts, reviews, today)
        else:
            rows = priorities_in(found)
            context["timeline"] = timeline_of(timescale, rows, reviews, today)
    return render(request, "plans/timeline.html", context)


def plan_context(user: User, plan: Plan) -> dict[str, Any]:
    """What the page of a plan shows its reader."""
    content, today = read(plan), calendar.today()
    reviews = [] if plan.is_draft else reviews_of(plan, user)
    show_latest(content.priorities, reviews)
    edits = may(user, Capability.EDIT_PLAN, plan.school) and may_change(plan.state)
    return {
        **whose(plan),
        **reviews_context(user, plan, content.priorities, reviews),
        "content": content,
        "time": time_of(user, plan, content.priorities, reviews, today),
        "today": today,
        "may_export": may(user, Capability.EXPORT_RECORD, plan.school),
        "may_publish": not plan.is_draft and may(user, Capability.PUBLISH, plan.school),
        "events": events.told_about(plan, audiences_of(user, plan.school)),
        "may_edit": edits,
        "may_edit_front": edits and may_change_front(plan.state),
        **_turn(user, plan, lacks(plan, content.priorities)),
    }


def form_plan_context(user: User, plan: Plan, form: PlanForm) -> dict[str, Any]:
    """What the page of a plan shows its reader where a definition draws its form."""
    edits = may(user, Capability.EDIT_PLAN, plan.school) and may_change(plan.state)
    return {
        **whose(plan),
        "form": form,
        "present": list(plan.present.all()),
        "front": [one for one in fill(form.front, plan.boxes) if one.value],
        "parts": read_parts(plan, form),
        "today": calendar.today(),
        "meetings": meetings_of(plan, form, user),
        "may_export": may(user, Capability.EXPORT_RECORD, plan.school),
        "events": events.told_about(plan, audiences_of(user, plan.school)),
        "may_edit": edits,
        "may_edit_front": edits and may_change_front(plan.state),
        **_ends(user, plan),
        **_turn(user, plan, lacks(plan, [])),
    }


def _ends(user: User, plan: Plan) -> dict[str, Any]:
    """What the reader can do about the end of a plan of a drawn form."""
    ends = may(user, Capability.END_PLAN, plan.school)
    return {
        "may_cancel": ends and (plan.is_draft or plan.is_live),
        "may_finish": ends and plan.state == PlanState.ACTIVE,
    }


def _turn(user: User, plan: Plan, missing: list[str]) -> dict[str, Any]:
    """Whose turn it is with a plan that is not agreed yet."""
    side = side_that_agrees(user, plan.school) if plan.is_draft else None
    own_at = {
        Side.LA: plan.la_agreed_at,
        Side.SCHOOL: plan.school_agreed_at,
        None: None,
    }[side]
    viewed = plan.level.statutory and bool(plan.school_view)
    begins = side == Side.LA and viewed and not plan.school_agreed_at
    return {
        "lacks": missing,
        "side": side,
        "may_agree": side and not missing and (own_at is None or begins),
        "may_give_view": side
        and plan.level.statutory
        and (side == Side.SCHOOL or not plan.school_view),
    }
