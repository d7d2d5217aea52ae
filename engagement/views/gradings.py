"""A school's gradings: what stands, what follows from it, entering, taking back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.definitions.gradings import Gradings
from engagement.forms.gradings import GradingsForm, ReasonForm
from engagement.models import Grading, SchoolYearRecord, Validation
from engagement.queries.gradings import findings_of, gradings_form, scale_of
from engagement.queries.letters import record_now
from engagement.queries.validations import standing_by
from engagement.services import gradings as service
from engagement.services.proposals import levels_met
from engagement.sheets import GRADINGS
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

READ, ENTER = Capability.READ_DUE, Capability.ENTER_INSPECTION


def graded_school(user: User, pk: int) -> tuple[SchoolYearRecord, Gradings]:
    """This year's record of a school that the user sees, with what its framework says
    of gradings; 404 where it grades nothing."""
    school = get_visible_or_404(School.objects, user, pk=pk)
    record = record_now(school)
    form = gradings_form(record.framework) if record else None
    if record is None or form is None:
        raise Http404
    return record, form


@require_safe
def gradings(request: SignedInRequest, pk: int) -> HttpResponse:
    """The latest grading of each indicator, what it suggests, and all there were."""
    record, form = graded_school(request.user, pk)
    school = record.school
    require(request.user, READ, school)
    rows = list(_entered(school.pk))
    history = [_entry(row, form, scale_of(record.framework)) for row in rows]
    kind = asked_as(request)
    if kind:
        return sheet_file(GRADINGS, history, kind)
    findings = findings_of(school, record.framework, rows)
    codes = findings.codes if findings else frozenset()
    validations = list(Validation.objects.filter(school=school))
    context = {
        "school": school,
        "record": record,
        "findings": findings,
        "found": record.framework.criteria.filter(code__in=codes).select_related(
            "level"
        ),
        "met": levels_met(record, findings),
        "rules": form.rules,
        "standing": standing_by(validations, form),
        "validations": validations,
        "history": history,
        "may_enter": may(request.user, ENTER, school),
        "may_plan": may(request.user, Capability.ENTER_INSPECTION, school),
        "may_propose": may(request.user, Capability.PROPOSE_LEVEL, school),
    }
    return render(request, "engagement/gradings.html", context)


@prepared
def _entered(school: int) -> Any:
    rows = Grading.objects.filter(school=school)
    return rows.select_related("entered_by", "taken_back_by")


@require_http_methods(["GET", "POST"])
@keeps_drafts
def gradings_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter gradings with their source and date."""
    record, form = graded_school(request.user, pk)
    require(request.user, ENTER, record.school)
    sent = request.POST if request.method == "POST" else None
    typed = GradingsForm(sent, form=form, scale=scale_of(record.framework))
    page = FormPage(
        "engagement/gradings_add.html",
        {"school": record.school},
        done="The gradings are entered.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, typed)

    def act() -> str:
        service.enter_gradings(
            school=record.school,
            framework=record.framework,
            graded=typed.entered(),
            by=request.user,
        )
        return reverse("engagement:gradings", args=[record.school_id])

    return page.answer(request, typed, act)


@require_http_methods(["GET", "POST"])
def grading_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a wrong grading back, with the reason."""
    rows = Grading.objects.select_related("school")
    grading = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, ENTER, grading.school)
    record, form = graded_school(request.user, grading.school_id)
    typed = ReasonForm(request.POST if request.method == "POST" else None)
    entry = _entry(grading, form, scale_of(record.framework))
    page = FormPage(
        "engagement/grading_take_back.html",
        {"school": grading.school, "entry": entry},
        done="The grading is taken back.",
    )
    if request.method != "POST":
        return page.show(request, typed)

    def act() -> str:
        reason = typed.cleaned_data["reason"]
        service.take_back(grading=grading, reason=reason, by=request.user)
        return reverse("engagement:gradings", args=[grading.school_id])

    return page.answer(request, typed, act)


def _entry(row: Grading, form: Gradings, scale: dict[str, str]) -> dict[str, Any]:
    """A grading in the framework's words."""
    indicator, source = form.indicator(row.indicator), form.source(row.source)
    return {
        "row": row,
        "indicator": indicator.named if indicator else row.indicator,
        "grade": scale.get(row.grade, row.grade),
        "source": source.label if source else row.source,
    }
