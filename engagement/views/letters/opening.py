"""Opening a letter: through the gates, and never without an event (INV-25)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from engagement.models import RestrictedLetter
from engagement.queries.letters import SHOWN_WITH
from engagement.services.letters.moving import TAKEN
from engagement.services.letters.reading import record_reading
from schools.access import get_visible_or_404, is_authority
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded

WITHIN_LA = (
    "Only the Head of service, the director and those who write the letter can see this"
)
OUT = (
    "Only those of the {authority} who deal with this letter, and those it goes to at the school,"
    " can see this"
)
RELEASED = (
    "Only those of the {authority} who deal with this letter, the headteacher and the governing"
    " body can see this"
)


def open_letter(request: SignedInRequest, pk: int) -> RestrictedLetter:
    """The letter, for somebody who may know of it; else 404 and an event. That it was
    opened is an event too."""
    rows = RestrictedLetter.objects.select_related(*SHOWN_WITH)
    letter: RestrictedLetter = get_visible_or_404(rows, request.user, pk=pk)
    if request.method == "GET":
        record_reading(letter=letter, by=request.user)
    return letter


def about(request: SignedInRequest, letter: RestrictedLetter) -> dict[str, Any]:
    """What every page of a letter says: whose, in which state, and who can see it."""
    readers = WITHIN_LA
    if letter.is_out:
        readers = RELEASED if letter.released_at else OUT
    return {
        "letter": letter,
        "school": letter.school,
        "readers": worded(readers),
        "is_la": is_authority(request.user, letter.school),
    }


def check_as_seen(letter: RestrictedLetter, version: int | None) -> None:
    """Refuse a step on a letter that is not as its page showed it. Raises RuleBroken."""
    if version != letter.version:
        raise RuleBroken(TAKEN)


def back_to(
    request: SignedInRequest, letter: RestrictedLetter, message: str
) -> HttpResponse:
    """The way back for who opens a page that the letter has no use for."""
    messages.info(request, message)
    return redirect(letter)
