"""A proposal as both sides read it, and the queue of proposals."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from engagement.models import LevelAssignment, LevelState
from engagement.models.change_letters import READERS as LETTER_READERS
from engagement.queries import proposals, queue
from engagement.queries.view_days import view_days
from engagement.queries.wording import role_name
from engagement.views.shown import shown
from reports.queries.change_evidence import address_of_cited
from reports.queries.decision import surroundings_of, with_what_stands_around
from reports.sheets.work import PROPOSALS
from schools.access import audiences_of, first_or_404, may, require, roles_at
from sitrack.core import delivery, events
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability, Role
from sitrack.core.sheets import asked_as, by_pages, sheet_file
from sitrack.core.submissions import new_token
from visits.evidence import Meeting, meetings_about
from visits.rules.evidence import OPEN_TO_MEET


@require_GET
def level(request: SignedInRequest, pk: int) -> HttpResponse:
    """The proposal: its state, both views, what the school stands at, what next."""
    rows = _page_of(request.user, pk, request.path)
    assignment = first_or_404(rows, request.user, of=LevelAssignment, pk=pk)
    assignment.record.school = assignment.school
    if assignment.is_unread:
        delivery.mark_read(request.user, path=request.path)
    around = surroundings_of(assignment, request.user)
    context = {**shown(request.user, assignment), **around.context()}
    context["cited_href"] = address_of_cited(context["cited"], request.user)
    due = _view_due(assignment)
    context |= {
        "verbs": {
            step.verb for step in proposals.steps_open_to(request.user, assignment)
        },
        "submit_token": new_token(),
        "events": _events(request.user, assignment),
        "waits_for": _waits_for(request.user, assignment, due),
        "view_due": due,
        "may_meet": may_meet(request.user, assignment, around.meeting),
        "reads_letter": bool(assignment.letter_key)
        and bool(roles_at(request.user, assignment.school) & LETTER_READERS),
    }
    return render(request, "reports/level.html", context)


@prepared
def _page_of(reader: User, pk: int, path: str) -> Any:
    """The proposal with what its page shows, where the reader may see it."""
    unread = delivery.is_unread(reader, path=path)
    rows = with_what_stands_around().annotate(is_unread=unread)
    rows = rows.select_related(*proposals.SHOWN_WITH).defer(*proposals.UNSHOWN)
    return rows.visible_to(reader).filter(pk=pk).order_by()


@require_GET
def level_queue(request: SignedInRequest) -> HttpResponse:
    """Proposals in scope, those that wait for a decision first."""
    require(request.user, Capability.SEE_QUEUE)
    kind = asked_as(request)
    if kind:
        waiting = queue.waiting_for(request.user)
        rows = by_pages(waiting, lambda some: _queued(some, request.user))
        return sheet_file(PROPOSALS, rows, kind)
    counted = queue.counted(request.user)
    pages = Paginator(range(counted.all), queue.PAGE_LENGTH)
    page = pages.get_page(request.GET.get("page"))
    # The menu shows the same number, and need not count again.
    request.queue_length = counted.to_decide  # type: ignore[attr-defined]
    context = {
        "page_obj": page,
        "rows": _queued(queue.page_of(request.user, page.number), request.user),
        "total": counted.all,
    }
    return render(request, "reports/level_queue.html", context)


def _queued(waiting: Any, user: User) -> list[queue.Queued]:
    """Proposals of the queue, with the meetings that some of them wait for."""
    listed = list(waiting)
    meetings = meetings_about(listed, user)
    parked = {key: one.at for key, one in meetings.items() if one.parks}
    return queue.queued(listed, parked)


def may_meet(user: User, assignment: LevelAssignment, meeting: Meeting | None) -> bool:
    """Whether the reader may open a joint evidence meeting about the proposal."""
    waits = assignment.state in OPEN_TO_MEET and not assignment.record.is_locked
    parked = meeting is not None and meeting.parks
    return waits and not parked and may(user, Capability.LOG_VISIT, assignment.school)


def _events(user: User, assignment: LevelAssignment) -> list[Event]:
    return events.all_told_about(assignment, audiences_of(user, assignment.school))


def _view_due(assignment: LevelAssignment) -> date | None:
    """The last day for the view that the proposal waits for."""
    if assignment.state != LevelState.PROPOSED:
        return None
    return view_days([assignment])[assignment.pk].due


def _waits_for(user: User, assignment: LevelAssignment, due: date | None) -> str:
    """Whose move it is, where it is not the reader's own."""
    framework = assignment.record.framework
    if assignment.state == LevelState.VIEWED:
        decider = role_name(framework, Role(assignment.level.approver))
        if not proposals.decides(user, assignment):
            return f"It waits for the {decider}, who decides this level."
        if not proposals.has_part(user, "approve", assignment):
            return "You took part in this proposal, so somebody else decides it."
    if assignment.state == LevelState.PROPOSED and not proposals.has_part(
        user, "view", assignment
    ):
        until = f", which is asked for by {due:%-d %B %Y}" if due else ""
        return (
            f"It waits for the view of {assignment.other_side.spoken}{until}. Without"
            " one it can then be decided."
        )
    return ""
