"""What is to be destroyed, confirmed by somebody else; afterwards its certificate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from protection.forms.deciding import DecideForm
from protection.models import Destruction, DestructionUnit
from protection.queries.retention.kinds import years_of
from protection.queries.retention.pages import schools_named
from protection.retention import KINDS, kind_of, label_of
from protection.services.retention import asking
from protection.sheets import CERTIFICATE, DESTRUCTIONS
from schools.access import get_visible_or_404, require
from sitrack.core.delivery import mark_read
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

MOST = 200


@require_safe
def destructions(request: SignedInRequest) -> HttpResponse:
    """All that were asked for, the latest first."""
    require(request.user, Capability.DISPOSE)
    found = Destruction.objects.visible_to(request.user)
    found = found.select_related("asked_by", "decided_by")
    kind = asked_as(request)
    if kind:
        # Of restricted letters nothing leaves in a file (decision record 24).
        open_kinds = [one.code for one in KINDS if not one.restricted]
        return sheet_file(DESTRUCTIONS, found.filter(kind__in=open_kinds), kind)
    return render(
        request, "protection/destructions.html", {"destructions": found[:MOST]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def destruction(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them: decide it, or read its certificate, also as a file."""
    require(request.user, Capability.DISPOSE)
    rows = Destruction.objects.select_related("asked_by", "decided_by")
    found: Destruction = get_visible_or_404(rows, request.user, pk=pk)
    units = DestructionUnit.objects.filter(destruction=found)
    units = units.select_related("school", "destruction__asked_by")
    units = units.select_related("destruction__decided_by")
    kind = kind_of(found.kind)
    if asked_as(request) and not kind.restricted:
        return sheet_file(CERTIFICATE, units, asked_as(request))
    mark_read(request.user, path=found.get_absolute_url())
    context: dict[str, Any] = {
        "destruction": found,
        "kind": kind,
        "label": label_of(found.year),
        "schools": schools_named(found.schools),
        "rule": found.rule or kind.rule(years_of(kind)),
        "units": units,
        "own": request.user == found.asked_by,
    }
    page = FormPage("protection/destruction.html", context)
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        doing="Destroy them, for good",
        leaving="Leave them",
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        asked = form.cleaned_data
        if asked["decision"] == DecideForm.DO:
            asking.confirm(destruction=found, by=request.user)
            messages.success(
                request, "It is confirmed. They are destroyed within the next minutes."
            )
            return found.get_absolute_url()
        asking.decline(destruction=found, note=asked["note"], by=request.user)
        messages.success(request, "They are left.")
        return reverse("protection:destructions")

    return page.answer(request, form, act)
