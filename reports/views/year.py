"""A school's records by year: prepared, carried over, locked, unlocked (SM-8)."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.year import WhyForm
from engagement.models import SchoolYearRecord
from engagement.rules.records import has_closed, prepared_from
from engagement.services.records import RecordExists, framework_for
from engagement.services.year import lock_record, prepare_record, unlock_record
from engagement.views.finding import find_record
from reports.queries.unfinished import unfinished
from reports.queries.years import next_year, turn_of
from reports.services.rollover import roll_over
from reports.sheets.work import RECORDS
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import Form
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file


@require_safe
def school_records(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every record of the school, the newest first, with its state."""
    school = _find(request, pk)
    user = request.user
    records = SchoolYearRecord.objects.visible_to(user).filter(school=school)
    rows = list(records.select_related("year").defer("vision"))
    kind = asked_as(request)
    if kind:
        return sheet_file(RECORDS, rows, kind)
    turn = turn_of(calendar.today())
    carried = any(r.year == turn.new and r.carried_at for r in rows)
    context = {
        "school": school,
        "rows": rows,
        "turn": turn,
        "may_lock": may(user, Capability.LOCK_RECORD, school),
        "may_carry": bool(turn.new)
        and not carried
        and may(user, Capability.ROLL_OVER, school),
        **_preparing(request, school, rows),
    }
    return render(request, "reports/school_records.html", context)


@require_http_methods(["GET", "POST"])
def record_prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make next year's record ahead of it, from 1 July on."""
    school = _find(request, pk)
    require(request.user, Capability.OPEN_RECORD, school)
    year = next_year()
    if year is None:
        messages.info(request, "The calendar has no next year yet. Nothing was made.")
        return redirect("school_records", pk)
    form = Form(request.POST if request.method == "POST" else None)
    page = FormPage(
        "reports/record_prepare.html",
        {"school": school, "year": year},
        done=f"The record of {year} is prepared.",
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        framework = framework_for(settings.FRAMEWORK, year)
        try:
            record = prepare_record(
                school=school, year=year, framework=framework, by=request.user
            )
        except RecordExists as exists:
            record = exists.record
        return record.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def school_roll_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """One school's record goes into the next year, after a last look."""
    school = _find(request, pk)
    require(request.user, Capability.ROLL_OVER, school)
    turn = turn_of(calendar.today())
    if turn.new is None:
        messages.info(request, turn.first)
        return redirect("school_records", pk)
    into = turn.new
    form = Form(request.POST if request.method == "POST" else None)
    earlier = school.records.filter(year__start__lt=into.start)
    page = FormPage(
        "reports/school_roll_over.html",
        {
            "school": school,
            "turn": turn,
            "missing": unfinished(earlier.exclude(state=SchoolYearRecord.State.LOCKED)),
        },
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        rolled = roll_over(
            school=school,
            into=into,
            framework=framework_for(settings.FRAMEWORK, into),
            by=request.user,
        )
        messages.info(request, rolled.reason or f"Carried over into {into}.")
        return _records_of(school)

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def record_lock(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lock a record, with the reason."""
    record = find_record(request.user, pk)
    require(request.user, Capability.LOCK_RECORD, record.school)
    form = WhyForm(
        request.POST if request.method == "POST" else None,
        asked="Why is it locked?",
        missing="Say why the record is locked",
    )
    context = {"missing": unfinished([record]), **_of(record)}
    page = FormPage("reports/record_lock.html", context, done="The record is locked.")
    if request.method == "GET":
        return redirect(record) if record.is_locked else page.show(request, form)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        lock_record(record=record, reason=reason, by=request.user)
        return record.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def record_unlock(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a locked record again, with the reason."""
    record = find_record(request.user, pk)
    require(request.user, Capability.LOCK_RECORD, record.school)
    form = WhyForm(
        request.POST if request.method == "POST" else None,
        asked="Why is it unlocked?",
        missing="Say why the record is unlocked",
    )
    page = FormPage(
        "reports/record_unlock.html", _of(record), done="The record is unlocked."
    )
    if request.method == "GET":
        return page.show(request, form) if record.is_locked else redirect(record)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        unlock_record(record=record, reason=reason, by=request.user)
        return record.get_absolute_url()

    return page.answer(request, form, act)


def _records_of(school: School) -> str:
    """The address of a school's records."""
    return reverse("school_records", args=[school.pk])


def _find(request: SignedInRequest, pk: int) -> School:
    school: School = get_visible_or_404(School.objects.all(), request.user, pk=pk)
    require(request.user, Capability.READ_RECORD, school)
    return school


def _of(record: SchoolYearRecord) -> dict[str, Any]:
    return {"record": record, "school": record.school}


def _preparing(
    request: SignedInRequest, school: School, rows: list[SchoolYearRecord]
) -> dict[str, Any]:
    """Whether next year's record can be prepared now, or from which day on."""
    year = next_year()
    if year is None or any(record.year == year for record in rows):
        return {"year": None}
    first = prepared_from(year.start)
    closes = has_closed(closed_on=school.closed_on, day=year.start)
    able = may(request.user, Capability.OPEN_RECORD, school) and not closes
    return {
        "year": year if able else None,
        "prepared_from": first,
        "may_prepare": able and calendar.today() >= first,
    }
