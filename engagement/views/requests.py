"""Requests to other teams: asking, reading with the answer, and a team's own list."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.requests import AnswerForm, RequestForm
from engagement.models import SupportRequest
from engagement.queries.requests import SHOWN_WITH, asked_of_team, may_answer
from engagement.rules.requests import answers_to
from engagement.services import requests as service
from engagement.sheets import REQUESTS
from engagement.views.finding import find_record, find_term, locked, whose
from engagement.views.sections import EVERYONE
from schools.access import get_visible_or_404, require
from sitrack.core import delivery
from sitrack.core.conflicts import Difference, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event, User
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

MOST_EVENTS = 15
READERS = "Both sides read this, and the officers of the team that is asked"


@require_safe
def team_requests(request: SignedInRequest) -> HttpResponse:
    """What is asked of one's own team (SUF-W-18)."""
    require(request.user, Capability.ANSWER_REQUESTS)
    found = asked_of_team(request.user)
    kind = asked_as(request)
    if kind:
        return sheet_file(REQUESTS, found, kind)
    rows = list(found[:200])
    return render(request, "engagement/team_requests.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@keeps_drafts
def request_add(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """Ask another team for support in a term (SUF-R-23)."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_RECORD, record.school)
    when = find_term(record, term)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = RequestForm(sent, record=record)
    page = FormPage(
        "engagement/request_add.html",
        {**whose(record, request.user, EVERYONE), "term": when},
        done="The request is sent.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = service.send_request(
            record=record, term=when, asked=form.asked(), by=request.user
        )
        return made.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def support_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """A request with what became of it; whoever is asked answers here."""
    asked = _find(request, pk)
    answers = may_answer(request.user, asked)
    if request.method == "POST" and not answers:
        raise PermissionDenied("This request is not yours to answer.")
    delivery.mark_read(request.user, path=request.path)
    form = AnswerForm(request.POST or None, request=asked)

    def again() -> list[Difference]:
        go_on_from(form, SupportRequest.objects.get(pk=pk).version)
        return []

    page = FormPage(
        "engagement/request.html",
        {
            **_context(request.user, asked),
            "may_answer": answers and bool(answers_to(asked.state)),
        },
        done="The answer is sent.",
        again=again,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        service.answer_request(
            request=asked,
            state=form.cleaned_data["state"],
            answer=form.cleaned_data["answer"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return asked.get_absolute_url()

    return page.answer(request, form, act)


def _find(request: SignedInRequest, pk: int) -> SupportRequest:
    rows = SupportRequest.objects.select_related(
        *SHOWN_WITH, "record__framework", "sent_by", "answered_by"
    )
    found: SupportRequest = get_visible_or_404(rows, request.user, pk=pk)
    return found


def _context(user: User, asked: SupportRequest) -> dict[str, Any]:
    """What the page shows; whoever may read a request may read what became of it."""
    return {
        **whose(asked.record, user, READERS),
        "asked": asked,
        "is_asked": SupportRequest.objects.asked_of(user).filter(pk=asked.pk).exists(),
        "events": Event.objects.about(asked)[:MOST_EVENTS],
    }
