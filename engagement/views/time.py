"""Entering time outside a visit: preparation, a call, work at the desk."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.hours import TimeForm
from engagement.models import SchoolYearRecord
from engagement.queries.hours import hours_position
from engagement.queries.meters import meters_of, told
from engagement.services.hours import counts_for, log_own_time, team_of
from engagement.views.finding import find_record, locked, term_now
from schools.access import may, person_of, require
from sitrack.core import calendar
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
def time_log(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter one's own time; the ledger then shows what is used of the ceiling."""
    record = find_record(request.user, pk)
    require(request.user, Capability.LOG_TIME, record.school)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    today = calendar.today()
    in_year = record.year.start <= today <= record.year.end
    context = time_context(request.user, record)
    form = TimeForm(
        sent,
        record=record,
        team_counts=context["team_counts"],
        initial={"date": today} if in_year else {},
    )
    page = FormPage(
        "engagement/time_log.html",
        context,
        done="The time is entered.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        entry = log_own_time(record=record, spent=form.spent(), by=request.user)
        return entry.get_absolute_url()

    return page.answer(request, form, act)


def time_context(user: User, record: SchoolYearRecord) -> dict[str, Any]:
    """What the pages that enter time show beside their form."""
    term, person = term_now(record), person_of(user)
    team = team_of(person, record)
    reads = term is not None and may(user, Capability.READ_LEDGER, record.school)
    hours = hours_position(record, term) if term and reads else None
    in_days = hours is not None and hours.ceiling is None
    return {
        "record": record,
        "school": record.school,
        "term": term,
        "hours": hours,
        "meters": told(meters_of(record, calendar.today()), record) if in_days else [],
        "team_counts": counts_for(person, team, record, calendar.today()),
    }
