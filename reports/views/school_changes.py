"""Schools that close or change: what is said of them, and a person who confirms it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.year import WhyForm
from reports.queries.school_changes import changes_for, effects_of
from reports.services.school_changes import confirm_change
from reports.sheets.work import SCHOOL_CHANGES
from schools.access import get_visible_or_404, may, require
from schools.forms.changes import ChangeForm, ConfirmChangeForm
from schools.models import School, SchoolChange
from schools.services import changes
from schools.services.proposed_changes import Ending, propose_change
from sitrack.core import calendar, delivery
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file


@require_safe
def school_changes(request: SignedInRequest) -> HttpResponse:
    """What is to be confirmed, what lies ahead, and what was decided before."""
    require(request.user, Capability.CONFIRM_CHANGES)
    delivery.mark_read(request.user, path=request.path)
    found = changes_for(request.user)
    kind = asked_as(request)
    if kind:
        rows = [*found.proposed, *found.ahead, *found.past]
        return sheet_file(SCHOOL_CHANGES, rows, kind)
    context = {
        "found": found,
        "may_import": may(request.user, Capability.IMPORT_REGISTER),
    }
    return render(request, "reports/school_changes.html", context)


@require_http_methods(["GET", "POST"])
def school_change_add(request: SignedInRequest) -> HttpResponse:
    """Enter that a school ends, where the register does not say so yet."""
    require(request.user, Capability.CONFIRM_CHANGES)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    context = {"schools": School.objects.values_list("name", "urn").order_by("name")}
    page = FormPage("reports/school_change_add.html", context)
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        said = form.cleaned_data
        ending = Ending(
            said["school"].pk,
            SchoolChange.Kind(said["kind"]),
            said["successor"].pk if said["successor"] else None,
            said["last_day"],
        )
        return propose_change(ending=ending, by=request.user).get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def school_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """One change with all that would happen, to be confirmed; decided, it is read."""
    change = _find(request, pk)
    form = ConfirmChangeForm(
        request.POST if request.method == "POST" else None, change=change
    )
    today = calendar.today()
    page = FormPage(
        "reports/school_change.html",
        {
            "change": change,
            "effects": effects_of(change, request.user),
            "is_past": bool(change.last_day and change.last_day < today),
        },
        done="Confirmed.",
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        confirm_change(change=change, by=request.user, **form.cleaned_data)
        return change.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def school_change_set_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a change is not so."""
    change = _find(request, pk)
    form = _why(request, "Why is it set aside?")
    page = FormPage(
        "reports/school_change_set_aside.html", {"change": change}, done="Set aside."
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        changes.set_aside(change=change, by=request.user, **form.cleaned_data)
        return reverse("school_changes")

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def school_change_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """A school does not end after all, or on another day."""
    change = _find(request, pk)
    form = _why(request, "Why is it taken back?")
    page = FormPage(
        "reports/school_change_take_back.html", {"change": change}, done="Taken back."
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        changes.take_back(change=change, by=request.user, **form.cleaned_data)
        return reverse("school_changes")

    return page.answer(request, form, act)


def _find(request: SignedInRequest, pk: int) -> SchoolChange:
    named = SchoolChange.objects.select_related("school", "successor", "decided_by")
    change: SchoolChange = get_visible_or_404(named, request.user, pk=pk)
    require(request.user, Capability.CONFIRM_CHANGES, change.school)
    return change


def _why(request: SignedInRequest, asked: str) -> WhyForm:
    data = request.POST if request.method == "POST" else None
    form = WhyForm(data, asked=asked, missing="Say why")
    form.fields[
        "reason"
    ].help_text = "Everybody of the authority at the school reads it."
    return form
