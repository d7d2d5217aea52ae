"""Home: the schools of whoever signs in, and what waits at them."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.filters import SchoolFilter
from reports.queries.dues import Due, Kind, by_school, dues_of
from reports.queries.my_schools import by_attention, only_school, rows, visible_schools
from reports.queries.news import news_for
from schools.access import may, roles_anywhere
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import AUTHORITY_ROLES, READERS, Capability, Role

ON_A_PAGE = 25


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """My schools, those that need attention first; an only school opens at once."""
    roles = roles_anywhere(request.user)
    if not roles & READERS:
        return _without_schools(request)
    only = only_school(request.user)
    if only:
        return redirect("school", pk=only)
    term = calendar.term_on(calendar.today())
    dues = dues_of(request.user, term)
    waiting = by_school(dues)
    in_queue = len(_of(Kind.DECIDE, dues)) + len(_of(Kind.QUEUE, dues))
    request.queue_length = in_queue  # type: ignore[attr-defined]
    schools = SchoolFilter(
        request.GET, visible_schools(request.user), framework=settings.FRAMEWORK
    )
    ids = by_attention(schools.qs, waiting)
    page = Paginator(ids, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": schools,
        "page_obj": page,
        "rows": rows(list(page.object_list), waiting, term),
        "term": term,
        "decide": _of(Kind.DECIDE, dues),
        "differ": _of(Kind.DIFFER, dues),
        "waiting": len(set(ids) & set(waiting)),
        "news": news_for(request.user),
        "with_filter": bool(roles & (AUTHORITY_ROLES | {Role.TEAM})),
    }
    return render(request, "reports/home.html", context)


def _of(kind: Kind, dues: list[Due]) -> list[Due]:
    return [due for due in dues if due.kind == kind]


def _without_schools(request: SignedInRequest) -> HttpResponse:
    """Home for those whose work is not with schools, or who hold no post today."""
    context = {
        "may_import": may(request.user, Capability.IMPORT_REGISTER),
        "may_edit_calendar": may(request.user, Capability.EDIT_CALENDAR),
    }
    return render(request, "reports/home_admin.html", context)
