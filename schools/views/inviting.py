"""For whoever keeps people: inviting, sending again, withdrawing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from schools.access import get_visible_or_404, require
from schools.models import Person
from schools.services import invitations
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once


@require_POST
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Invite a person, or send them a new link."""
    person = _person(request, pk)
    require(request.user, Capability.KEEP_PEOPLE)

    def send() -> str:
        sent = invitations.invite(person=person, by=request.user)
        messages.success(request, f"An invitation is on its way to {sent.email}.")
        return person.get_absolute_url()

    try:
        return redirect(once(request.POST, by=request.user, act=send))
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(person)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the invitation is taken back."""
    person = _person(request, pk)
    require(request.user, Capability.KEEP_PEOPLE)
    if request.method == "POST":
        try:
            invitations.withdraw(person=person, by=request.user)
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, f"The invitation of {person} was withdrawn.")
        return redirect(person)
    context = {"person": person}
    return render(request, "schools/invite_withdraw.html", context)


def _person(request: SignedInRequest, pk: int) -> Person:
    people = Person.objects.select_related("user")
    found: Person = get_visible_or_404(people, request.user, pk=pk)
    return found
