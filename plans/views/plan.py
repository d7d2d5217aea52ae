"""Reading a plan of additional engagement, and beginning one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.models import Plan
from plans.queries.reading import read
from plans.views.finding import find_plan, whose
from schools.access import audiences_of
from sitrack.core import calendar, delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event, User

MOST_EVENTS = 15


@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole plan in the order of its form, and whose turn it is."""
    found = find_plan(request.user, pk)
    delivery.mark_read(request.user, path=request.path)
    return render(request, "plans/plan.html", plan_context(request.user, found))


def plan_context(user: User, plan: Plan) -> dict[str, Any]:
    """What the page of a plan shows its reader."""
    events = Event.objects.about(plan).told_to(audiences_of(user, plan.school))
    return {
        **whose(plan),
        "content": read(plan),
        "today": calendar.today(),
        "events": events[:MOST_EVENTS],
    }
