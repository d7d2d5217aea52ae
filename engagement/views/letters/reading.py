"""The area of restricted letters, and a letter on its page (ACC-070)."""

import logging

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_safe

from engagement.models import LetterState, RestrictedLetter
from engagement.queries import letters as queries
from engagement.queries.letter_text import drawn, facts_of
from engagement.rules import letters as rules
from engagement.services.letters.papers import take_copy
from engagement.services.letters.reading import record_reading
from engagement.views.letters.opening import about, back_to, open_letter
from engagement.views.letters.words import WORDS
from schools.access import get_visible_or_404, may, require
from sitrack.core import delivery
from sitrack.core.documents import NotDrawn
from sitrack.core.files.fixed import Altered
from sitrack.core.files.serving import download, hand_out
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token

MOST_LETTERS, MOST_EVENTS = 100, 30
DAMAGED = (
    "The PDF that was kept is not as it was when the letter was issued, so it is not"
    " handed out. Tell whoever looks after sitrack."
)
log = logging.getLogger(__name__)
# The step that a page offers first, where several can be taken.
FIRST = ("approve", "issue", "serve", "monitor", "comply", "review", "sufficient")
OPENINGS = ["letter.read", "letter.file_read", "letter.copied"]


@require_safe
def letters(request: SignedInRequest) -> HttpResponse:
    """The letters that the reader may know of, those still open first."""
    require(request.user, Capability.READ_LETTERS)
    seen = RestrictedLetter.objects.visible_to(request.user)
    rows = list(seen.select_related("type", "school", "year")[:MOST_LETTERS])
    rows.sort(key=lambda letter: letter.is_over)
    context = {
        "rows": [
            (letter, queries.clock_of(letter), queries.waits_for(request.user, letter))
            for letter in rows
        ],
        "may_keep_help": may(request.user, Capability.KEEP_LEGAL_HELP),
    }
    return render(request, "engagement/letters/list.html", context)


@require_safe
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """A letter as it goes out or went out, what was answered, and what comes next."""
    found = open_letter(request, pk)
    user = request.user
    delivery.mark_read(user, path=request.path)
    answers = may(user, Capability.ANSWER_LETTER, found.school)
    told = queries.events_about(user, found)
    shown = about(request, found)
    open_steps = {step.verb for step in queries.steps_for(user, found)} & set(WORDS)
    first = next((verb for verb in FIRST if verb in open_steps), "")
    if first == "approve" and found.asked_at is None:
        first = ""
    context = {
        **shown,
        "text": found.issued_html or drawn(facts_of(found, issued_on=None)),
        "clock": queries.clock_of(found),
        "windows": queries.windows_of(found) if found.is_out else [],
        "replies": found.replies.select_related("file", "sent_by"),
        "notices": [
            (one, queries.texts_of(found.type.powers, one.powers))
            for one in found.notices.select_related("given_by")
        ],
        "recipients": found.recipients.all(),
        "first": first,
        "first_words": WORDS[first].button if first else "",
        "steps": [
            (verb, words.button)
            for verb, words in WORDS.items()
            if verb in open_steps and verb != first
        ],
        "lacking": queries.lacking(found) if found.state == LetterState.DRAFT else [],
        "may_edit": queries.may_edit(user, found),
        "may_ask": queries.may_edit(user, found) and found.asked_at is None,
        "may_answer": answers and found.is_out and not found.is_over,
        "may_release": answers and found.is_out and found.released_at is None,
        "may_notice": found.state == LetterState.NOT_COMPLIED
        and queries.has_part(user, rules.SIGNER, found),
        "may_delegate": shown["is_la"] and not found.is_over,
        "events": told.exclude(verb__in=OPENINGS)[:MOST_EVENTS],
        "openings": told.filter(verb__in=OPENINGS)[:MOST_EVENTS],
        "submit_token": new_token(),
    }
    return render(request, "engagement/letters/letter.html", context)


@require_safe
def letter_file(request: SignedInRequest, pk: int, reply: int) -> HttpResponse:
    """The file of a reply, for those who may read the letter; each opening is noted."""
    found = open_letter(request, pk)
    answer = get_object_or_404(found.replies.select_related("file"), pk=reply)
    if answer.file is None or not answer.file.may_be_opened:
        return redirect(found)
    record_reading(letter=found, by=request.user, file=True)
    return download(answer.file)  # type: ignore[return-value]


@require_GET
def letter_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letter as PDF for those who may read it, stamped with who took it and when;
    each copy is noted (PDF-09)."""
    rows = RestrictedLetter.objects.select_related(*queries.SHOWN_WITH)
    found: RestrictedLetter = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, Capability.READ_LETTERS, found.school)
    try:
        copy = take_copy(letter=found, by=request.user)
    except RuleBroken as broken:
        return back_to(request, found, broken.message)
    except NotDrawn:
        return back_to(request, found, "The PDF could not be made. Try again later.")
    except Altered:
        log.exception("The paper of letter %s is not as it was kept", found.pk)
        return back_to(request, found, DAMAGED)
    return hand_out(copy, name=f"document-{found.pk}.pdf")
