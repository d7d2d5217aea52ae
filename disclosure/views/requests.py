"""The list of requests, a new one, and one with its items."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from disclosure import rules
from disclosure.forms.requests import CorrectForm, RequestForm
from disclosure.models import Disclosure
from disclosure.queries.changes import changes_since
from disclosure.queries.hands import hands_of
from disclosure.queries.standing import left_standing
from disclosure.queries.told import told_of
from disclosure.services.requests import correct_request, record_request
from disclosure.services.taking import take_record
from disclosure.sheets import REQUESTS
from disclosure.views.finding import MOVED, find
from schools.access import at_schools, require
from schools.models import School
from sitrack.core import calendar, delivery
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability, roles_with
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.versions import Stale

MOST = 200
NOTHING = "There is nothing of this school in these years that you may read."


@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    """Those that wait for an answer, by the day they are due, and then the others."""
    require(request.user, Capability.DISCLOSE)
    found = Disclosure.objects.visible_to(request.user).select_related("school")
    waiting = found.unanswered()
    answered = found.exclude(pk__in=waiting.order_by().values("pk"))
    answered = answered.order_by("-answered_at")
    kind = asked_as(request)
    if kind:
        return sheet_file(REQUESTS, chain(waiting, answered), kind)
    context = {
        "waiting": waiting[:MOST],
        "answered": answered[:MOST],
        "today": calendar.today(),
    }
    return render(request, "disclosure/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Record a request; the day it is due by is worked out."""
    require(request.user, Capability.DISCLOSE)
    sent = request.POST if request.method == "POST" else None
    form = RequestForm(sent, schools=_schools(request.user))
    page = FormPage("disclosure/new.html", done="The request is recorded.")
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = record_request(**form.cleaned_data, by=request.user)
        return str(made.get_absolute_url())

    return page.answer(request, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put right what was recorded of a request that is open."""
    found = find(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = CorrectForm(sent, disclosure=found, schools=_schools(request.user))
    context = {"disclosure": found}
    page = FormPage("disclosure/correct.html", context, done="It is put right.")
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        asked = dict(form.cleaned_data)
        asked["expected_version"] = asked.pop("version")
        try:
            correct_request(disclosure=found, **asked, by=request.user)
        except Stale:
            raise RuleBroken(MOVED) from None
        return str(found.get_absolute_url())

    return page.answer(request, form, act)


@require_safe
def request_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A request: what is due, its items, how the record has changed, what can be done."""
    found = find(request, pk)
    delivery.mark_read(request.user, path=request.path)
    in_force = Q(marks__taken_off_at=None)
    items = found.items.annotate(
        held_back=Count("marks", filter=in_force & Q(marks__passage__isnull=False)),
        loose=Count("marks", filter=in_force & Q(marks__passage=None)),
        taken_off=Count("marks", filter=~in_force),
    ).defer("html")
    is_taken = found.items.exists()
    own = request.user.pk in hands_of(found)
    context = {
        "disclosure": found,
        "items": items,
        "unsettled": found.items.filter(read_at=None).count(),
        "is_late": not found.is_over and found.due_by < calendar.today(),
        "own": own,
        "steps": _steps(found, own=own, is_taken=is_taken),
        "files": found.files.prefetch_related("downloads__reader"),
        "told": told_of(found),
    }
    if is_taken and not found.is_over:
        changes = changes_since(found, request.user)
        context |= {"changes": changes, "changed": changes.changed.keys()}
        context["standing"] = left_standing(found)
    return render(request, "disclosure/request.html", context)


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the record, or what has changed of it since."""
    found = find(request, pk)
    try:
        changes = take_record(disclosure=found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        if changes or found.items.exists():
            messages.success(request, f"The record is taken: {changes.words}.")
        else:
            messages.info(request, NOTHING)
    return redirect(found)


def _schools(user: User) -> Any:
    reach = at_schools(user, roles_with(Capability.DISCLOSE), path="")
    return School.objects.filter(reach).order_by("name")


def _steps(found: Disclosure, *, own: bool, is_taken: bool) -> list[str]:
    """What this reader can do now, the next step first."""
    steps = [verb for verb, (states, _) in rules.STEPS.items() if found.state in states]
    barred = {"check", "release"} if own else set()
    if not is_taken:
        barred.add("prepare")
    return [
        verb
        for verb in ("prepare", "check", "release", "return", "refuse", "withdraw")
        if verb in steps and verb not in barred
    ]
