"""A school's inspections: all of them, entering one, and putting one right."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.inspections import AreaSet, InspectionForm, saved_in
from engagement.models import Option
from engagement.queries.wording import options_of
from engagement.services.records import framework_in_use
from engagement.sheets import INSPECTIONS
from schools.access import get_visible_or_404, may, require
from schools.models import InspectionResult, School
from schools.services import inspections as service
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.words import word

ENTER = Capability.ENTER_INSPECTION
OUTCOMES = "ofsted_headline"
BLANK_ROWS = 3


@require_safe
def inspections(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every inspection of a school that is entered, the latest first."""
    school = _school(request, pk)
    require(request.user, Capability.READ_RECORD, school)
    found = school.inspections.all()
    kind = asked_as(request)
    if kind:
        return sheet_file(INSPECTIONS, found, kind)
    context = {
        "school": school,
        "results": found,
        "may_enter": may(request.user, ENTER, school),
    }
    return render(request, "engagement/inspections.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def inspection_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter what an inspection found (SUF-R-12)."""
    school = _school(request, pk)
    require(request.user, ENTER, school)
    return _form_page(request, school, None)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def inspection_change(
    request: SignedInRequest, pk: int, inspection: int
) -> HttpResponse:
    """Put right what was entered of an inspection."""
    school = _school(request, pk)
    require(request.user, ENTER, school)
    result = get_object_or_404(school.inspections, pk=inspection)
    return _form_page(request, school, result)


def _school(request: SignedInRequest, pk: int) -> School:
    """A school that the reader sees; 404 where indicators are graded instead."""
    if word("gradings"):
        raise Http404
    school: School = get_visible_or_404(School.objects, request.user, pk=pk)
    return school


def _form_page(
    request: SignedInRequest, school: School, result: InspectionResult | None
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    changed = changed_rows(request.POST, "area") if sent else None
    form = InspectionForm(
        changed or sent,
        outcomes=_outcomes(),
        kept=result.headline if result else "",
        initial=saved_in(result) if result else {},
    )
    areas = result.areas if result else [{}] * BLANK_ROWS
    rows: Any = AreaSet(changed or sent, prefix="area", initial=areas)
    page = FormPage(
        "engagement/inspection.html",
        {"school": school, "result": result, "formset": rows},
        done="The inspection is saved.",
        again=(lambda: _again(form, rows, result)) if result else None,
        repeats=result is not None,
    )
    if changed:
        quiet(form, rows)
    if sent is None or changed:
        return page.show(request, form)

    def act() -> str:
        inspection = form.inspection(rows)
        if result is None:
            service.enter_inspection(
                school=school, inspection=inspection, by=request.user
            )
        else:
            service.change_inspection(
                result=result,
                inspection=inspection,
                expected_version=form.cleaned_data["version"],
                by=request.user,
            )
        return reverse("engagement:inspections", args=[school.pk])

    return page.answer(request, form, act, rows=rows)


def _outcomes() -> list[Option]:
    """The outcomes that the framework of this installation names."""
    framework = framework_in_use(settings.FRAMEWORK)
    return options_of(framework, OUTCOMES)[OUTCOMES] if framework else []


def _again(
    form: InspectionForm, rows: Any, result: InspectionResult
) -> list[Difference]:
    """What another has saved since, beside what was typed here."""
    result.refresh_from_db()
    saved = saved_in(result)
    go_on_from(form, saved.pop("version"))
    found = differences(form, saved)
    theirs = "\n".join(result.grades)
    mine = "\n".join(f"{area}: {grade}" for area, grade in rows.pairs())
    if theirs != mine:
        found.append(Difference("Areas", theirs, mine, "#area"))
    return found
