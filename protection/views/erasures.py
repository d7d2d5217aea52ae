"""Erasures: asked for on a person's page, decided by somebody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from protection.forms.deciding import DecideForm
from protection.forms.erasures import AskForm
from protection.models import Erasure
from protection.queries.hindrances import hindrances
from protection.services import erasures as service
from protection.sheets import ERASURES
from schools.access import get_visible_or_404, require
from schools.finding import find_person
from sitrack.core.delivery import mark_read
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

MOST = 200


@require_safe
def erasures(request: SignedInRequest) -> HttpResponse:
    """All that were asked for, the latest first."""
    require(request.user, Capability.PROTECT_DATA)
    found = Erasure.objects.visible_to(request.user)
    found = found.select_related("person", "asked_by", "decided_by")
    kind = asked_as(request)
    if kind:
        return sheet_file(ERASURES, found, kind)
    return render(request, "protection/erasures.html", {"erasures": found[:MOST]})


@require_http_methods(["GET", "HEAD", "POST"])
def erasure_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask to have a person erased; what stands in the way is said first."""
    person = find_person(request.user, pk)
    require(request.user, Capability.PROTECT_DATA)
    context = {"person": person, "hindrances": hindrances(person, request.user)}
    page = FormPage("protection/erasure_ask.html", context, done="It is asked for.")
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        service.ask(person=person, reason=reason, by=request.user)
        return reverse("protection:erasures")

    return page.answer(request, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: SignedInRequest, pk: int) -> HttpResponse:
    """One that was asked for: decide it, or read what was decided."""
    require(request.user, Capability.PROTECT_DATA)
    rows = Erasure.objects.select_related("person__user", "asked_by", "decided_by")
    found: Erasure = get_visible_or_404(rows, request.user, pk=pk)
    user = request.user
    context: dict[str, Any] = {
        "erasure": found,
        "hindrances": hindrances(found.person, user) if found.is_open else [],
        "own": request.user == found.asked_by,
    }
    page = FormPage("protection/erasure.html", context)
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        doing="Erase them, for good",
        leaving="Leave them as they are",
    )
    if request.method != "POST":
        mark_read(request.user, path=request.path)
        return page.show(request, form)

    def act() -> str:
        asked = form.cleaned_data
        if asked["decision"] == DecideForm.DO:
            done = service.confirm(erasure=found, by=request.user)
            messages.success(request, f"They are erased: {done}.")
        else:
            service.decline(erasure=found, note=asked["note"], by=request.user)
            messages.success(request, "They are left as they are.")
        return reverse("protection:erasures")

    return page.answer(request, form, act)
