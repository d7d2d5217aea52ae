"""The rolling record of a year: reading it part by part, opening it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.models import SchoolYearRecord
from engagement.queries.statements import statement_name
from engagement.services.records import framework_for, open_record
from reports.queries.reading import Reading
from reports.queries.record import (
    neighbours_of,
    part_asked,
    parts_for,
    record_for_page,
)
from reports.record_view.wording import Wording
from schools.access import first_or_404, get_visible_or_404, may, require
from schools.models import School
from sitrack.core import calendar, delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.models import AcademicYear
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token

FIRST = "position"


@require_safe
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One part of the record; ``part`` in the query says which."""
    found = record_for_page(request.user, pk, request.path)
    record = first_or_404(found, request.user, of=SchoolYearRecord, pk=pk)
    require(request.user, Capability.READ_RECORD, record.school)
    page = request.GET.get("page", "")
    reading = Reading(record, request.user, Wording(record.framework), page)
    parts = parts_for(reading)
    part = part_asked(parts, request.GET.get("part", FIRST))
    if record.is_unread:
        delivery.mark_read(request.user, path=request.path)
    context = {
        "record": record,
        "school": record.school,
        "parts": parts,
        "part": part,
        "may_export": may(request.user, Capability.EXPORT_RECORD, record.school),
        "may_publish": may(request.user, Capability.PUBLISH, record.school),
        "may_lock": may(request.user, Capability.LOCK_RECORD, record.school),
        "submit_token": new_token(),
        "may_read_history": may(request.user, Capability.READ_HISTORY, record.school),
        "statement_name": statement_name(record, request.user),
        **neighbours_of(record),
        **part.read(reading),
    }
    return render(request, f"reports/record_{part.template}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """This year's record; a post opens it, once (ACC-001)."""
    school = get_visible_or_404(School.objects.all(), request.user, pk=pk)
    require(request.user, Capability.READ_RECORD, school)
    year = calendar.year_on(calendar.today())
    if request.method == "POST" and year:
        return _opened(request, school, year)
    present = SchoolYearRecord.objects.filter(school=school, year=year).first()
    return redirect(present) if present else _none_yet(request, school, year)


def _opened(
    request: SignedInRequest, school: School, year: AcademicYear
) -> HttpResponse:
    require(request.user, Capability.OPEN_RECORD, school)
    try:
        framework = framework_for(settings.FRAMEWORK, year)
        record = open_record(
            school=school, year=year, framework=framework, by=request.user
        )
    except RuleBroken as broken:
        return _none_yet(request, school, year, refused=broken.message)
    return redirect(record)


def _none_yet(
    request: SignedInRequest,
    school: School,
    year: AcademicYear | None,
    refused: str = "",
) -> HttpResponse:
    context = {
        "school": school,
        "year": year,
        "refused": refused,
        "may_open": may(request.user, Capability.OPEN_RECORD, school),
    }
    status = 422 if refused else 200
    return render(request, "reports/record_none.html", context, status=status)
