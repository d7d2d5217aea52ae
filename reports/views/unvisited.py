"""The list of schools that had no visit in a term (DER-07, ACC-022)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.unvisited import asked_for
from reports.queries.unvisited import unvisited as schools_unvisited
from reports.services.summaries import refresh_schools_of
from reports.sheets.schools import UNVISITED
from schools.access import may, require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 20


@require_safe
def unvisited(request: SignedInRequest) -> HttpResponse:
    """Schools of the reader without a visit beyond planned ones, term by term."""
    require(request.user, Capability.SEE_UNVISITED)
    refresh_schools_of(request.user)
    asked = asked_for(request.GET, request.user)
    found = schools_unvisited(request.user, asked)
    kind = asked_as(request)
    if kind:
        return sheet_file(UNVISITED, found, kind)
    pages = Paginator(found, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    context = {
        "asked": asked,
        "page_obj": page,
        "rows": list(page.object_list),
        "may_explain": may(request.user, Capability.EXPLAIN_NO_VISIT),
    }
    return render(request, "reports/unvisited.html", context)
