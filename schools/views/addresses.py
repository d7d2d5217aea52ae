"""Correcting the address that somebody signs in with, and confirming it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from schools.access import require
from schools.finding import find_person
from schools.forms.accounts import AddressForm
from schools.models import Person
from schools.services import addresses
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.views import just_shown

GONE = 410
DONE = "Your address is changed. Sign in with the new one."


@require_http_methods(["GET", "POST"])
@just_shown
def address_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for another address; it counts once somebody has confirmed it there."""
    person: Person = find_person(request.user, pk)
    require(request.user, Capability.KEEP_PEOPLE)
    sent = request.POST if request.method == "POST" else None
    form = AddressForm(sent)
    page = FormPage("schools/address_change.html", {"person": person})
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        change = addresses.ask(person=person, by=request.user, **form.cleaned_data)
        messages.success(request, f"A link is on its way to {change.email}.")
        return person.get_absolute_url()

    return page.answer(request, form, act)


@require_POST
def address_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it back before it is confirmed."""
    person: Person = find_person(request.user, pk)
    require(request.user, Capability.KEEP_PEOPLE)
    try:
        addresses.withdraw(person=person, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "The link works no more, and the address stays.")
    return redirect(person)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the link at the new address opens; only its button uses it up."""
    change = addresses.find(token)
    if change is None:
        return render(request, "schools/address_refused.html", status=404)
    if not addresses.is_usable(change):
        return render(request, "schools/address_refused.html", status=GONE)
    reader = request.user
    if reader.is_authenticated and reader != change.person.user:
        context = {"link": request.path}
        return render(request, "schools/address_somebody_else.html", context)
    if request.method == "POST":
        try:
            addresses.confirm(change=change)
        except RuleBroken:
            return render(request, "schools/address_refused.html", status=GONE)
        # What this browser was signed in with has ended with all others.
        logout(request)
        messages.success(request, DONE)
        return redirect("account_login")
    return render(request, "schools/address_confirm.html", {"change": change})
