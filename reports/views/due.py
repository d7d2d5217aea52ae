"""What is due at one school, and how a term closes at several."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.due import closing_rows, closing_schools, due_at, due_history
from reports.queries.my_schools import visible_schools
from reports.queries.school import find_school_for_page
from reports.services.summaries import refresh_due, up_to_date
from reports.summary.waiting import SOON
from schools.access import audiences_of, may, require
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

ON_A_PAGE = 20


@require_safe
def school_due(request: SignedInRequest, pk: int) -> HttpResponse:
    """Term by term: what is open, done, waived and why."""
    school = find_school_for_page(request.user, pk)
    require(request.user, Capability.READ_DUE, school)
    up_to_date(school)
    context = {
        "school": school,
        "groups": due_at(school, request.user),
        "events": due_history(school, audiences_of(request.user, school)),
        "may_waive": may(request.user, Capability.WAIVE_DUE, school),
        "today": calendar.today(),
    }
    return render(request, "reports/school_due.html", context)


@require_safe
def closing(request: SignedInRequest) -> HttpResponse:
    """School by school at a term's end: visit held, both views, level, next visit."""
    require(request.user, Capability.SEE_CLOSING)
    refresh_due(visible_schools(request.user))
    today = calendar.today()
    term = calendar.term_on(today)
    if term is None:
        return render(request, "reports/closing.html", {"term": None})
    pages = Paginator(closing_schools(request.user), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    begins = term.end - SOON
    context = {
        "term": term,
        "begins": begins if today < begins else None,
        "page_obj": page,
        "rows": closing_rows(list(page.object_list), term),
    }
    return render(request, "reports/closing.html", context)
