"""A school in its phase: where it stands, what is still missing, and its reviews."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.models import LevelAssignment, PhaseReview, SchoolYearRecord
from engagement.queries.phases import Board, board_at, board_of
from engagement.views.finding import find_record
from reports.queries.deployed import deployed_at
from reports.queries.kept_documents import kept_documents
from schools.access import get_visible_or_404, may, require
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability


@require_safe
def phase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Days in the phase, the benchmarks of this phase and the next, the actions."""
    record, board = _find(request.user, pk)
    school = record.school
    context = {
        "record": record,
        "school": school,
        "board": board,
        "reviews": _reviews(record.pk),
        "longer": board.stay.is_too_long
        and board.held.longer_stays.select_related("said_by").last(),
        "proposal": next(iter(_undecided(request.user, record.pk)), None),
        "may_review": may(request.user, Capability.REVIEW_PHASE, school)
        and not record.is_locked,
        "may_tick": may(request.user, Capability.EDIT_RECORD, school)
        and not record.is_locked,
        "kept": kept_documents(record, request.user),
        "deployed": deployed_at(record, calendar.today()),
        "may_deploy": may(request.user, Capability.DECIDE_LEVEL, school)
        and not record.is_locked,
        "may_offer": may(request.user, Capability.EDIT_RECORD, school),
        "may_propose": may(request.user, Capability.PROPOSE_LEVEL, school)
        and not record.is_locked,
    }
    return render(request, "reports/phase.html", context)


@require_safe
def phase_missing(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is still missing for the next phase, as a list to print."""
    record, board = _find(request.user, pk)
    if board.following is None:
        raise Http404
    context = {"record": record, "school": record.school, "board": board}
    return render(request, "reports/phase_missing.html", context)


@require_safe
def phase_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """A review as it was shared: the marks are those of its day."""
    rows = PhaseReview.objects.select_related(
        *("record__school", "record__year", "record__framework", "assignment__level")
    )
    review: PhaseReview = get_visible_or_404(rows, request.user, pk=pk)
    school = review.record.school
    require(request.user, Capability.READ_RECORD, school)
    context = {
        "review": review,
        "record": review.record,
        "school": school,
        "board": board_at(
            review.record, review.assignment, review.held_on, review.shared_at
        ),
        "may_export": may(request.user, Capability.EXPORT_RECORD, school),
        "may_read_phase": may(request.user, Capability.READ_PHASE, school),
    }
    return render(request, "reports/phase_review.html", context)


@prepared
def _reviews(record: int) -> Any:
    return PhaseReview.objects.filter(record=record).only("held_on")[:10]


@prepared
def _undecided(reader: User, record: int) -> Any:
    rows = LevelAssignment.objects.visible_to(reader).filter(record=record)
    return rows.undecided().select_related("level")[:1]


def _find(user: User, pk: int) -> tuple[SchoolYearRecord, Board]:
    record = find_record(user, pk)
    board = board_of(record, calendar.today())
    if board is None:
        raise Http404
    require(user, Capability.READ_PHASE, record.school)
    return record, board
