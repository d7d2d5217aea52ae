"""Handing over: for whoever is new at a school, or at many."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from engagement.models import LevelState
from reports.queries.handover import handed_over, handover_of, predecessors
from reports.queries.my_schools import Row, by_attention, listed
from reports.queries.school import (
    find_school_for_page,
    open_steps,
    proposal_at,
    stand_of,
)
from reports.services.summaries import refresh_due, up_to_date
from reports.sheets.schools import HANDOVERS
from reports.summary.stand import MOST_STEPS
from schools.access import require, roles_anywhere
from sitrack.core import calendar, delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 15
MOST_IN_A_FILE = 5_000


@require_safe
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is open at a school, what was promised, what comes next, and who is who."""
    school = find_school_for_page(request.user, pk)
    require(request.user, Capability.READ_HANDOVER, school)
    stand = stand_of(school, up_to_date(school), request.user)
    if not stand.has_record_right:
        return redirect(school)
    delivery.mark_read(request.user, path=request.path)
    proposal = proposal_at(stand, request.user)
    steps = open_steps(stand, request.user)
    today = calendar.today()
    context = {
        "school": school,
        "stand": stand,
        "handover": handover_of(stand, request.user),
        "proposal": proposal,
        "proposal_state": LevelState(proposal["state"]).label if proposal else "",
        "steps": steps[:MOST_STEPS],
        "more_steps": len(steps) > MOST_STEPS,
        "any_late": any(step["due_on"] < today for step in steps),
        "today": today,
    }
    return render(request, "reports/handover.html", context)


@require_safe
def handovers(request: SignedInRequest) -> HttpResponse:
    """All schools of a person, those that need attention first, with who was there."""
    require(request.user, Capability.READ_HANDOVER)
    mine = handed_over(request.user)
    refresh_due(mine)
    found = by_attention(mine, request.user)
    kind = asked_as(request)
    if kind:
        every = listed(found, request.user, first=0, most=MOST_IN_A_FILE)
        return sheet_file(HANDOVERS, _with_before(every.rows, request.user), kind)
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 else 1
    first = max(0, number - 1) * ON_A_PAGE
    page = listed(found, request.user, first=first, most=ON_A_PAGE)
    if not page.rows and first:
        number = 1
        page = listed(found, request.user, first=0, most=ON_A_PAGE)
    context = {
        "rows": _with_before(page.rows, request.user),
        "page_obj": Paginator(range(page.total), ON_A_PAGE).get_page(number),
    }
    return render(request, "reports/handovers.html", context)


def _with_before(rows: list[Row], user: User) -> list[tuple[Row, Any]]:
    """The rows, each with who held the reader's post there before."""
    roles = [role.value for role in roles_anywhere(user)]
    before = predecessors([row.key for row in rows], roles, user)
    return [(row, before.get(row.key)) for row in rows]
