"""Planning a visit, moving it, cancelling it."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from engagement.models import FrameworkVersion, SchoolYearRecord
from engagement.queries.wording import options_of
from engagement.services.records import framework_in_use
from schools.access import get_visible_or_404, person_of, require
from schools.finding import find_school
from schools.models import School
from sitrack.core import calendar
from sitrack.core.conflicts import differences, go_on_from
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from sitrack.core.versions import Stale
from visits.forms.diary import CancelForm, PlanForm, ReplanForm
from visits.leads import leads_at
from visits.models import Visit
from visits.services import diary


def visit_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a visit in the diary; only where the school has this year's record."""
    school = find_school(request.user, pk)
    require(request.user, Capability.LOG_VISIT, school)
    today = calendar.today()
    records = SchoolYearRecord.objects.filter(
        school=school, year__start__lte=today, year__end__gte=today
    )
    if not records.exists():
        return redirect("record_open", pk=school.pk)
    framework = framework_in_use(settings.FRAMEWORK)
    form = PlanForm(
        request.POST or None,
        initial={"lead": str(person_of(request.user).pk)},
        **_offered(school, framework, request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: diary.arrange_visit(
                    school=school,
                    framework=framework,
                    plan=form.plan(),
                    by=request.user,
                ).get_absolute_url(),
            )
        except RuleBroken as broken:
            _place(form, broken)
        else:
            messages.success(request, f"The visit is planned. {school} is told.")
            return redirect(address)
    return _page(request, "visits/plan.html", school, form)


def visit_replan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a planned visit, or change who leads it and what about."""
    visit = _planned(request, pk)
    school, framework = visit.record.school, visit.record.framework
    require(request.user, Capability.LOG_VISIT, school)
    if not visit.is_planned:
        return redirect(visit)
    form = ReplanForm(
        request.POST or None,
        initial=_as_planned(visit),
        **_offered(school, framework, request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: diary.replan_visit(
                    visit=visit,
                    plan=form.plan(),
                    reason=form.cleaned_data["reason"],
                    expected_version=form.cleaned_data["version"],
                    by=request.user,
                ).get_absolute_url(),
            )
        except RuleBroken as broken:
            _place(form, broken)
        except Stale as stale:
            return _conflict(request, cast(Visit, stale.current), form)
        else:
            messages.success(request, f"The plan is changed. {school} sees it.")
            return redirect(address)
    return _page(request, "visits/plan.html", school, form, visit=visit)


def visit_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a planned visit out of the diary; either side may (SM-3)."""
    visit = _planned(request, pk)
    school = visit.record.school
    require(request.user, Capability.CANCEL_VISIT, school)
    if not visit.is_planned:
        return redirect(visit)
    form = CancelForm(request.POST or None, initial={"version": visit.version})
    if request.method == "POST" and form.is_valid():
        try:
            diary.cancel_visit(
                visit=visit,
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
                by=request.user,
            )
        except RuleBroken as broken:
            _place(form, broken)
        except Stale as stale:
            return _conflict(request, cast(Visit, stale.current), form)
        else:
            messages.success(request, "The visit is cancelled. The other side is told.")
            return redirect(visit)
    return _page(request, "visits/cancel.html", school, form, visit=visit)


def _planned(request: SignedInRequest, pk: int) -> Visit:
    visits = Visit.objects.select_related(
        "record__school", "record__year", "record__framework", "visit_type", "lead"
    )
    visit: Visit = get_visible_or_404(visits, request.user, pk=pk)
    return visit


def _offered(
    school: School, framework: FrameworkVersion, request: SignedInRequest
) -> dict[str, Any]:
    return {
        "types": options_of(framework, "visit_type")["visit_type"],
        "leads": leads_at(school, framework, by=request.user),
    }


def _as_planned(visit: Visit) -> dict[str, Any]:
    """The form's values for a visit as it stands in the diary."""
    return {
        "at": visit.planned_for,
        "visit_type": visit.visit_type.code if visit.visit_type else "",
        "lead": str(visit.lead_id),
        "agenda": "\n".join(visit.own_agenda),
        "version": visit.version,
    }


def _conflict(
    request: SignedInRequest, current: Visit, form: ReplanForm | CancelForm
) -> HttpResponse:
    """Somebody changed the visit first: what is saved now beside what was typed."""
    if not current.is_planned:
        messages.error(
            request,
            f"Somebody was first: this visit is {current.get_state_display().lower()} now.",
        )
        return redirect(current)
    saved = _as_planned(current)
    found = differences(
        form,
        {
            name: value
            for name, value in saved.items()
            if name in PlanForm.base_fields and name in form.fields
        },
    )
    go_on_from(form, current.version)
    template = (
        "visits/plan.html" if isinstance(form, PlanForm) else "visits/cancel.html"
    )
    return _page(
        request,
        template,
        current.record.school,
        form,
        status=409,
        visit=current,
        conflict=True,
        differences=found,
    )


def _place(form: PlanForm | CancelForm, broken: RuleBroken) -> None:
    """Put what a rule says beside its box; a day is one of the box of day and time."""
    field = {"date": "at", "next_visit_at": "at"}.get(broken.field or "", broken.field)
    form.add_error(field if field in form.fields else None, broken.message)


def _page(
    request: SignedInRequest,
    template: str,
    school: School,
    form: PlanForm | CancelForm,
    *,
    visit: Visit | None = None,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    asked = visit.time_requests.filter(answered_at=None) if visit else None
    context = {
        "visit": visit,
        "asked": asked.select_related("by").first() if asked is not None else None,
        "school": school,
        "form": form,
        "submit_token": token_for(request.POST),
        **more,
    }
    status = status or (422 if form.errors else 200)
    return render(request, template, context, status=status)
