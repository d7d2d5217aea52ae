"""What is held about a person: for the person, and for whoever keeps people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from protection.queries.held import Subject, subject_of
from protection.services.subject_access import everything, export
from protection.views.files import zip_file
from schools.access import require
from schools.finding import find_person
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

LINES = 5


@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """What sitrack holds about the reader."""
    return _page(request, subject_of(request.user))


@require_POST
def own_file(request: SignedInRequest) -> HttpResponse:
    """All of it as a file."""
    made = export(subject=subject_of(request.user), by=request.user)
    return zip_file(made, "held-about-me")


@require_safe
def held(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is held about a person: of which kind, when, and their part in it."""
    return _page(request, _subject(request, pk))


@require_POST
def held_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as a file."""
    made = export(subject=_subject(request, pk), by=request.user)
    return zip_file(made, "held-about-a-person")


def _subject(request: SignedInRequest, pk: int) -> Subject:
    person = find_person(request.user, pk)
    require(request.user, Capability.KEEP_PEOPLE)
    return Subject(person, person.user)


def _page(request: SignedInRequest, subject: Subject) -> HttpResponse:
    held = everything(subject, request.user, LINES)
    context = {
        "subject": subject,
        "own": request.user == subject.user,
        "today": [kind for kind in held if not kind.earlier],
        "earlier": [kind for kind in held if kind.earlier],
    }
    return render(request, "protection/held.html", context)
