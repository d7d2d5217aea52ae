"""A school's calendar of reviews, audits, checks and forums, as its phase asks."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.queries.occasions import halves_of, kinds_at, logs_of
from engagement.queries.phases import board_of
from engagement.views.finding import find_record
from reports.services.summaries import up_to_date
from reports.sheets.work import SCHOOL_CALENDAR, calendar_rows
from schools.access import may, require
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file


@require_safe
def school_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    """Half-term by half-term: what is due, planned and held, with its outcome."""
    record = find_record(request.user, pk)
    today = calendar.today()
    board = board_of(record, today)
    if board is None:
        raise Http404
    require(request.user, Capability.READ_PHASE, record.school)
    up_to_date(record.school)
    may_keep = may(request.user, Capability.LOG_VISIT, record.school)
    may_review = may(request.user, Capability.REVIEW_PHASE, record.school)
    halves = halves_of(record, board, today)
    logs = logs_of(record, board, halves, today)
    kind = asked_as(request)
    if kind:
        return sheet_file(SCHOOL_CALENDAR, calendar_rows(halves, logs), kind)
    context = {
        "record": record,
        "school": record.school,
        "board": board,
        "halves": halves,
        "logs": logs,
        "kinds": kinds_at(record, board),
        "may_keep": may_keep and not record.is_locked,
        "may_review": may_review and not record.is_locked,
    }
    return render(request, "reports/school_calendar.html", context)
