"""Reading a plan of additional engagement."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.models import Side
from plans.models import Plan
from plans.queries.reading import read
from plans.queries.reviews import written_of
from plans.queries.standing import lacks
from plans.queries.time import time_of
from plans.rules.editing import may_change, may_change_front
from plans.views.agreeing import side_that_agrees
from plans.views.finding import plans_to_show, whose
from plans.views.plan_reviews import reviews_context
from schools.access import audiences_of, first_or_404, may
from sitrack.core import calendar, delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability

MOST_EVENTS = 15


@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole plan in the order of its form, and whose turn it is."""
    rows = _page_of(request.user, pk, request.path)
    found = first_or_404(rows, request.user, of=Plan, pk=pk)
    found.record.school = found.school
    if found.is_unread:
        delivery.mark_read(request.user, path=request.path)
    return render(request, "plans/plan.html", plan_context(request.user, found))


@prepared
def _page_of(reader: User, pk: int, path: str) -> Any:
    """The plan with what its page shows, where the reader may see it."""
    unread = delivery.is_unread(reader, path=path)
    rows = plans_to_show().annotate(is_unread=unread)
    return rows.visible_to(reader).filter(pk=pk).order_by()


def plan_context(user: User, plan: Plan) -> dict[str, Any]:
    """What the page of a plan shows its reader."""
    content, today = read(plan), calendar.today()
    written = None if plan.is_draft else written_of(plan, user)
    events = Event.objects.about(plan).told_to(audiences_of(user, plan.school))
    edits = may(user, Capability.EDIT_PLAN, plan.school) and may_change(plan.state)
    return {
        **whose(plan),
        **reviews_context(user, plan, content.priorities, written),
        "content": content,
        "time": time_of(user, plan, content.priorities, written, today),
        "today": today,
        "events": events[:MOST_EVENTS],
        "may_edit": edits,
        "may_edit_front": edits and may_change_front(plan.state),
        **_turn(user, plan, lacks(plan, content.priorities)),
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
