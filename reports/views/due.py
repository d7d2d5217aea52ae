"""What is due at one school, and how a term closes at several."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.closing import (
    ON_A_PAGE,
    closing_page,
    closing_rows,
    closing_schools,
    number_closing,
)
from reports.queries.due import due_at, due_history
from reports.queries.school import find_school_for_page
from reports.services.summaries import refresh_schools_of, up_to_date
from reports.sheets.schools import CLOSING
from reports.sheets.work import SCHOOL_DUE, due_rows
from reports.summary.waiting import SOON
from schools.access import audiences_of, may, require
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, by_pages, sheet_file


@require_safe
def school_due(request: SignedInRequest, pk: int) -> HttpResponse:
    """Term by term: what is open, done, waived and why."""
    school = find_school_for_page(request.user, pk)
    require(request.user, Capability.READ_DUE, school)
    up_to_date(school)
    groups = due_at(school, request.user)
    kind = asked_as(request)
    if kind:
        return sheet_file(SCHOOL_DUE, due_rows(groups), kind)
    context = {
        "school": school,
        "groups": groups,
        "events": due_history(school, audiences_of(request.user, school)),
        "may_waive": may(request.user, Capability.WAIVE_DUE, school),
        "today": calendar.today(),
    }
    return render(request, "reports/school_due.html", context)


@require_safe
def closing(request: SignedInRequest) -> HttpResponse:
    """School by school at a term's end: visit held, both views, level, next visit."""
    require(request.user, Capability.SEE_CLOSING)
    refresh_schools_of(request.user)
    today = calendar.today()
    term = calendar.term_on(today)
    if term is None:
        return render(request, "reports/closing.html", {"term": None})
    kind = asked_as(request)
    if kind:
        found = closing_schools(request.user)
        rows = by_pages(found, lambda some: closing_rows(some, term))
        return sheet_file(CLOSING, rows, kind)
    pages = Paginator(range(number_closing(request.user)), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    begins = term.end - SOON
    context = {
        "term": term,
        "begins": begins if today < begins else None,
        "page_obj": page,
        "rows": closing_rows(closing_page(request.user, page.number), term),
    }
    return render(request, "reports/closing.html", context)
