"""Visits as lists: those of a school, and one's own across schools."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access import may, require
from schools.finding import find_school
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, by_pages, sheet_file
from visits import lists
from visits.sheets import MY_VISITS, VISITS, diary_rows

ON_A_PAGE = 20


@require_safe
def school_visits(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every visit of the year at a school, as far as the reader may see it."""
    school = find_school(request.user, pk)
    require(request.user, Capability.READ_RECORD, school)
    year = calendar.year_on(calendar.today())
    if year is None:
        raise Http404
    visits = lists.visits_at(school, year, request.user)
    filters = lists.narrowing(year, visits, request.GET)
    found = lists.lines(filters.of(visits))
    kind = asked_as(request)
    if kind:
        return sheet_file(VISITS, by_pages(found, lists.as_lines), kind)
    pages = Paginator(found, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    context = {
        "school": school,
        "year": year,
        "filter": filters,
        "page_obj": page,
        "rows": lists.as_lines(page.object_list),
        "may_log": may(request.user, Capability.LOG_VISIT, school),
    }
    return render(request, "visits/school_visits.html", context)


@require_safe
def my_visits(request: SignedInRequest) -> HttpResponse:
    """The visits that one leads and that want something done."""
    require(request.user, Capability.LOG_VISIT)
    only = request.GET.get("show", "")
    kind = asked_as(request)
    if kind:
        whole = lists.own_diary(request.user, only=only, whole=True)
        return sheet_file(MY_VISITS, diary_rows(whole), kind)
    groups = lists.own_diary(request.user, only=only)
    return render(request, "visits/my_visits.html", {"groups": groups, "only": only})
