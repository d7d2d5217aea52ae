"""The page of a school's intensive support (SM-7, domain 5.6)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from plans.models import IntensiveCase
from plans.views.cases import find_case, whose
from reports.queries.case import case_events, case_shown
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core import calendar, delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

MOST_EVENTS = 30


@require_GET
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whose turn it is, by when, what was reached, and the way from here."""
    found = find_case(request.user, pk)
    require(request.user, Capability.READ_RECORD, found.school)
    delivery.mark_read(request.user, path=request.path)
    context = {
        **whose(found),
        "shown": case_shown(found, request.user),
        "today": calendar.today(),
        "may_check": found.is_open
        and may(request.user, Capability.STEER_CASE, found.school),
        "may_stop": found.is_open
        and may(request.user, Capability.SETTLE_CASE, found.school),
        "events": case_events(found, request.user)[:MOST_EVENTS],
    }
    return render(request, "reports/case.html", context)


@require_GET
def school_case(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school's newest case; 404 where it has none that the reader may see."""
    school: School = get_visible_or_404(School.objects.all(), request.user, pk=pk)
    require(request.user, Capability.READ_RECORD, school)
    newest = IntensiveCase.objects.visible_to(request.user).filter(school=school)
    found = newest.first()
    if found is None:
        raise Http404
    return redirect(found)
