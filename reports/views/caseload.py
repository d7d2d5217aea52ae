"""The schools of each officer, with levels and hours (DER-15)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.caseload import caseloads
from reports.queries.my_schools import visible_schools
from reports.services.summaries import refresh_due
from schools.access import require
from schools.role_names import role_names
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, Role


@require_safe
def caseload(request: SignedInRequest) -> HttpResponse:
    """Each officer in one row: schools, levels, hours of the present term."""
    return render(request, "reports/caseload.html", _context(request))


@require_safe
def caseload_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """One officer's schools, school by school."""
    context = _context(request)
    found = [load for load in context["loads"] if load.person == pk]
    if not found:
        raise Http404
    return render(request, "reports/caseload_of.html", {**context, "load": found[0]})


def _context(request: SignedInRequest) -> dict[str, Any]:
    require(request.user, Capability.SEE_CASELOAD)
    refresh_due(visible_schools(request.user))
    term = calendar.term_on(calendar.today())
    return {
        "term": term,
        "loads": caseloads(request.user, term),
        "role": role_names()[Role.OFFICER],
    }
