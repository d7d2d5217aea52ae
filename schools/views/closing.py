"""For whoever keeps people: ending sign-ins, closing an account, opening it again."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from schools.access import require
from schools.finding import find_person
from schools.models import Person
from schools.queries.accounts import leavers as find_leavers
from schools.queries.people import ON_A_PAGE
from schools.services import closing
from schools.sheets import LEAVERS
from sitrack.core import calendar
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.views import just_shown
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.sign_ins.queries import in_force


@require_safe
def leavers(request: SignedInRequest) -> HttpResponse:
    """Whose account is to be closed: their last post has ended."""
    require(request.user, Capability.KEEP_PEOPLE)
    found = find_leavers(calendar.today())
    kind = asked_as(request)
    if kind:
        return sheet_file(LEAVERS, found, kind)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "schools/leavers.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def account_sign_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then every sign-in of the person ends."""
    person = _person(request, pk)
    return _confirmed(
        request,
        person,
        "schools/account_sign_out.html",
        lambda: closing.end_sign_ins(person=person, by=request.user),
        f"{person} is signed out everywhere.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@just_shown
def account_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the account is closed."""
    person = _person(request, pk)
    return _confirmed(
        request,
        person,
        "schools/account_close.html",
        lambda: closing.close(person=person, by=request.user),
        f"The account of {person} is closed.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def account_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then the account is open again."""
    person = _person(request, pk)
    return _confirmed(
        request,
        person,
        "schools/account_open.html",
        lambda: closing.reopen(person=person, by=request.user),
        f"The account of {person} is open again.",
    )


def _confirmed(
    request: SignedInRequest,
    person: Person,
    page: str,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """The page that asks once more, or what was done, on the person's page."""
    if request.method != "POST":
        lines = in_force(person.user) if person.user else []
        return render(request, page, {"person": person, "places": len(lines)})
    try:
        act()
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, done)
    return redirect(person)


def _person(request: SignedInRequest, pk: int) -> Person:
    found: Person = find_person(request.user, pk)
    require(request.user, Capability.KEEP_PEOPLE)
    return found
