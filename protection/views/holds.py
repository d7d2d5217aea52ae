"""Legal holds: on a school, on a person, and lifted."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from protection.forms.erasures import HoldForm, SchoolHoldForm
from protection.models import LegalHold
from protection.services.holds import lift_hold, set_hold
from protection.sheets import HOLDS
from schools.access import get_visible_or_404, require
from schools.finding import find_person
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: SignedInRequest) -> HttpResponse:
    """All holds, those in force first, and a form to hold a school."""
    require(request.user, Capability.PROTECT_DATA)
    found = LegalHold.objects.visible_to(request.user)
    found = found.select_related("school", "person", "set_by", "lifted_by")
    kind = asked_as(request)
    if request.method != "POST" and kind:
        return sheet_file(HOLDS, found, kind)
    context = {
        "in_force": found.in_force()[:MOST],
        "lifted": found.exclude(lifted_at=None)[:MOST],
    }
    page = FormPage("protection/holds.html", context, done="The hold is set.")
    form = SchoolHoldForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page.show(request, form)
    return page.answer(request, form, lambda: _set(request, **form.cleaned_data))


@require_http_methods(["GET", "HEAD", "POST"])
def person_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hold a person."""
    person = find_person(request.user, pk)
    require(request.user, Capability.PROTECT_DATA)
    context = {"person": person}
    page = FormPage("protection/person_hold.html", context, done="The hold is set.")
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page.show(request, form)
    return page.answer(
        request, form, lambda: _set(request, person=person, **form.cleaned_data)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold_lift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lift a hold, with a reason."""
    require(request.user, Capability.PROTECT_DATA)
    rows = LegalHold.objects.select_related("school", "person")
    found: LegalHold = get_visible_or_404(rows, request.user, pk=pk)
    page = FormPage("protection/hold_lift.html", {"hold": found}, done="It is lifted.")
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        lift_hold(hold=found, reason=form.cleaned_data["reason"], by=request.user)
        return reverse("protection:holds")

    return page.answer(request, form, act)


def _set(request: SignedInRequest, **asked: Any) -> str:
    set_hold(**asked, by=request.user)
    return reverse("protection:holds")
