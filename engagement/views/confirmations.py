"""What is said in one click: no change of the level (ACC-091), the contacts are right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from engagement.queries.proposals import VIEW_CAPABILITY, side_of
from engagement.services.confirmations import confirm_level
from engagement.services.records import confirm_contacts
from engagement.views.finding import find_record
from schools.access import require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once
from sitrack.core.words import worded


@require_POST
def level_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm the level for the user's side, straight from the record's page."""
    record = find_record(request.user, pk)
    side = side_of(request.user, record.school)
    require(request.user, VIEW_CAPABILITY[side], record.school)
    shown = request.POST.get("shown", "")

    def act() -> str:
        confirm_level(
            record=record,
            side=side,
            shown=int(shown) if shown.isdecimal() else 0,
            by=request.user,
        )
        return record.get_absolute_url()

    try:
        address = once(request.POST, by=request.user, act=act)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect(record)
    messages.success(
        request, worded("The {level} is confirmed. Both sides can see it.")
    )
    return redirect(address)


@require_POST
def contacts_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that the people named on the front page are right."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_HEADER, record.school)
    front = f"{record.get_absolute_url()}?part=front"

    def act() -> str:
        confirm_contacts(record=record, by=request.user)
        return front

    try:
        address = once(request.POST, by=request.user, act=act)
    except RuleBroken as broken:
        messages.info(request, broken.message)
        return redirect(front)
    messages.success(request, "The contacts are confirmed.")
    return redirect(address)
