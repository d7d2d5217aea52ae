"""The list of plans that ask for a decision, an evaluation or a closing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.queries.pressing import pressing_for
from plans.sheets import PRESSING, pressing_rows
from schools.access import require
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file


@require_safe
def pressing(request: SignedInRequest) -> HttpResponse:
    """Plans near or over their end, and what waits for the reader (DER-11)."""
    require(request.user, Capability.SEE_CASELOAD)
    found = pressing_for(request.user, calendar.today())
    kind = asked_as(request)
    if kind:
        return sheet_file(PRESSING, pressing_rows(found), kind)
    return render(request, "plans/pressing.html", {"pressing": found})
