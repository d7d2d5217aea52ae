"""Who has seen what of a school, for its headteacher and the authority."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries import openings as queries
from reports.sheets.openings import OPENINGS
from schools.access import require
from schools.finding import find_name
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 25


@require_safe
def school_openings(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each opening of a version, a document or a letter that the reader may know of."""
    school = find_name(request.user, pk)
    require(request.user, Capability.SEE_OPENINGS, school)
    asked = queries.asked_for(request.GET)
    found = partial(queries.openings_of_all, school, request.user, asked)
    kind = asked_as(request)
    if kind:
        return sheet_file(OPENINGS, found(letters=False).iterator(), kind)
    context = {
        "school": school,
        "asked": asked,
        "kinds": queries.KINDS.items(),
        "page_obj": Paginator(found(letters=True), ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "reports/school_openings.html", context)
