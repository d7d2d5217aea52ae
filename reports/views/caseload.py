"""The schools of each officer, with levels and hours (DER-15)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.caseload import caseload_of_one, caseloads
from reports.services.summaries import refresh_schools_of
from reports.sheets import schools as sheets
from schools.access import require
from schools.role_names import role_names
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, Role
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 20


@require_safe
def caseload(request: SignedInRequest) -> HttpResponse:
    """Each officer in one row: schools, levels, hours of the present term."""
    context = _context(request)
    context["loads"] = caseloads(request.user, context["term"])
    kind = asked_as(request)
    if kind:
        return sheet_file(sheets.caseload(), context["loads"], kind)
    return render(request, "reports/caseload.html", context)


@require_safe
def caseload_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """One officer's schools, school by school."""
    context = _context(request)
    load = caseload_of_one(request.user, context["term"], pk)
    if load is None:
        raise Http404
    kind = asked_as(request)
    if kind:
        return sheet_file(sheets.caseload_of_one(), load.schools, kind)
    page = Paginator(load.schools, ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {"load": load, "page_obj": page}
    return render(request, "reports/caseload_of.html", context)


def _context(request: SignedInRequest) -> dict[str, Any]:
    require(request.user, Capability.SEE_CASELOAD)
    refresh_schools_of(request.user)
    return {
        "term": calendar.term_on(calendar.today()),
        "role": role_names()[Role.OFFICER],
    }
