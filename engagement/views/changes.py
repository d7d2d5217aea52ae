"""What was written for a term and what stood there before, for every reader."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.queries.changes import changes_in
from engagement.sheets import TERM_CHANGES
from engagement.views.finding import find_record, find_term, whose
from engagement.views.sections import EVERYONE
from schools.access import require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 30


@require_safe
def term_changes(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """Views, assessments and the plan for support of a term, change by change."""
    record = find_record(request.user, pk)
    require(request.user, Capability.READ_HISTORY, record.school)
    when = find_term(record, term)
    changes = changes_in(record, when)
    kind = asked_as(request)
    if kind:
        return sheet_file(TERM_CHANGES, changes, kind)
    page = Paginator(changes, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **whose(record, request.user, EVERYONE),
        "term": when,
        "changes": page.object_list,
        "page_obj": page,
    }
    return render(request, "engagement/term_changes.html", context)
