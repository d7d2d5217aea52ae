"""Home: the schools of whoever signs in, and what waits at them."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.filters import SchoolFilter
from reports.queries.mine import service_waiting
from reports.queries.my_schools import (
    COMPARERS,
    ON_A_PAGE,
    Listed,
    by_attention,
    first_listed,
    listed,
    only_school,
    told_apart,
    visible_schools,
)
from reports.queries.new_posts import begun_lately
from reports.queries.news import news_for
from reports.services.summaries import refresh_schools_of
from reports.sheets.schools import my_schools
from schools.access import may, roles_anywhere
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    READERS,
    SCHOOL_ROLES,
    Capability,
    Role,
)
from sitrack.core.sheets import asked_as, sheet_file
from visits.guests import shared_with

MOST_IN_A_FILE = 5_000


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """My schools, those that need attention first; an only school opens at once."""
    roles = roles_anywhere(request.user)
    if not roles & READERS:
        return _without_schools(request, may_be_guest=not roles)
    only = only_school(request.user)
    if only:
        return redirect("school", pk=only)
    refresh_schools_of(request.user)
    schools = SchoolFilter(request.GET, framework=settings.FRAMEWORK)
    kind = asked_as(request)
    if kind:
        every = _listed(request.user, schools, most=MOST_IN_A_FILE)
        return sheet_file(my_schools(), every.rows, kind)
    number = _number(request.GET.get("page", ""))
    page = _page(request.user, schools, number)
    if not page.rows and number > 1:
        number = 1
        page = _page(request.user, schools, number)
    context = {
        "filter": schools,
        "page_obj": Paginator(range(page.total), ON_A_PAGE).get_page(number),
        "rows": page.rows,
        "term": page.rows[0].term if page.rows else calendar.term_on(calendar.today()),
        "waiting": page.waiting,
        "service": service_waiting(request.user),
        "news": news_for(request.user),
        # Guests are people of other schools: no query for the authority's own.
        "shared_with": shared_with(request.user) if roles & SCHOOL_ROLES else [],
        "begun": begun_lately(request.user),
        "may_see_closing": may(request.user, Capability.SEE_CLOSING),
        "may_see_caseload": may(request.user, Capability.SEE_CASELOAD),
        "may_see_unvisited": may(request.user, Capability.SEE_UNVISITED),
        "may_disclose": may(request.user, Capability.DISCLOSE),
        "may_protect_data": may(request.user, Capability.PROTECT_DATA),
        "with_filter": bool(roles & (AUTHORITY_ROLES | {Role.TEAM})),
    }
    if roles & COMPARERS:
        # A later page, or a narrowed list, has other rows first.
        leading = page.rows if number == 1 and not schools.is_used else []
        apart = told_apart(request.user, leading)
        context["apart"] = apart
        request.queue_length = apart.queue  # type: ignore[attr-defined]
    return render(request, "reports/home.html", context)


def _page(user: User, schools: SchoolFilter, number: int) -> Listed:
    if number == 1 and not schools.is_used:
        return first_listed(user)
    first = (number - 1) * ON_A_PAGE
    return _listed(user, schools, first=first, most=ON_A_PAGE)


def _listed(user: User, schools: SchoolFilter, *, most: int, first: int = 0) -> Listed:
    found = by_attention(schools.narrow(visible_schools(user)), user)
    return listed(found, user, first=first, most=most)


def _number(asked: str) -> int:
    """The page asked for; the first for what is no number."""
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def _without_schools(request: SignedInRequest, *, may_be_guest: bool) -> HttpResponse:
    """Home for those whose work is not with schools, or who hold no post today."""
    context = {
        "shared_with": shared_with(request.user) if may_be_guest else [],
        "may_import": may(request.user, Capability.IMPORT_REGISTER),
        "may_edit_calendar": may(request.user, Capability.EDIT_CALENDAR),
        "may_keep_people": may(request.user, Capability.KEEP_PEOPLE),
        "may_load_framework": may(request.user, Capability.LOAD_FRAMEWORK),
        "may_break_glass": may(request.user, Capability.BREAK_GLASS),
    }
    return render(request, "reports/home_admin.html", context)
