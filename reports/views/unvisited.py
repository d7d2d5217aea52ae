"""The list of schools that had no visit in a term (DER-07, ACC-022)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.my_schools import visible_schools
from reports.queries.unvisited import asked_for
from reports.queries.unvisited import unvisited as schools_unvisited
from reports.services.summaries import refresh_due
from schools.access import may, require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

ON_A_PAGE = 20


@require_safe
def unvisited(request: SignedInRequest) -> HttpResponse:
    """Schools of the reader without a visit beyond planned ones, term by term."""
    require(request.user, Capability.SEE_UNVISITED)
    refresh_due(visible_schools(request.user))
    asked = asked_for(request.GET, request.user)
    pages = Paginator(schools_unvisited(request.user, asked), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    context = {
        "asked": asked,
        "page_obj": page,
        "rows": list(page.object_list),
        "may_explain": may(request.user, Capability.EXPLAIN_NO_VISIT),
    }
    return render(request, "reports/unvisited.html", context)
