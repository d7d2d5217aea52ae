"""The steps of a letter, each on a page with a last look (SM-4, SM-4b)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms import letter_steps as forms
from engagement.models import LetterState, RestrictedLetter
from engagement.queries import letters as queries
from engagement.rules import letters as rules
from engagement.services.letters import ending, signing, writing
from engagement.services.letters.moving import TAKEN
from engagement.views.letters.opening import (
    about,
    back_to,
    check_as_seen,
    open_letter,
)
from engagement.views.letters.words import WORDS
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken


@dataclass(frozen=True)
class Step:
    """What a step asks for, and what it does."""

    form: type[forms.StepForm]
    act: Callable[[RestrictedLetter, Any, User], object]


def _noted(verb: str) -> Step:
    return Step(
        forms.NoteForm,
        lambda letter, form, by: ending.take_step(
            letter=letter, verb=verb, note=form.cleaned_data["note"], by=by
        ),
    )


STEPS: dict[str, Step] = {
    "ask": Step(
        forms.StepForm,
        lambda letter, _, by: writing.ask_for_signature(letter=letter, by=by),
    ),
    "approve": Step(
        forms.StepForm,
        lambda letter, form, by: signing.approve(
            letter=letter, expected_version=form.cleaned_data["version"], by=by
        ),
    ),
    "return": Step(
        forms.NoteForm,
        lambda letter, form, by: signing.return_letter(
            letter=letter, note=form.cleaned_data["note"], by=by
        ),
    ),
    "withdraw": Step(
        forms.NoteForm,
        lambda letter, form, by: signing.withdraw(
            letter=letter, note=form.cleaned_data["note"], by=by
        ),
    ),
    "issue": Step(
        forms.StepForm, lambda letter, _, by: signing.issue(letter=letter, by=by)
    ),
    "serve": Step(
        forms.SentForm,
        lambda letter, form, by: signing.record_sent(
            letter=letter, sent=form.days(), by=by
        ),
    ),
    "escalate": Step(
        forms.EscalateForm,
        lambda letter, form, by: ending.escalate(
            letter=letter,
            note=form.cleaned_data["note"],
            rationale=form.cleaned_data["rationale"],
            by=by,
        ),
    ),
    "notice": Step(
        forms.NoticeForm,
        lambda letter, form, by: ending.give_notice(
            letter=letter,
            powers=form.cleaned_data["powers"],
            text=form.cleaned_data["text"],
            notice_ends=form.cleaned_data["notice_ends"],
            by=by,
        ),
    ),
    "intervene": Step(
        forms.InterveneForm,
        lambda letter, form, by: ending.intervene(
            letter=letter,
            power=form.cleaned_data["power"],
            note=form.cleaned_data["note"],
            by=by,
        ),
    ),
    **{
        verb: _noted(verb)
        for verb in (
            *("monitor", "lift", "comply", "not_comply", "close"),
            *("review", "sufficient", "insufficient"),
        )
    },
}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def letter_step(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    """One step, for whoever's it is; what stands in the way is said in words."""
    letter = open_letter(request, pk)
    step = STEPS.get(verb)
    if step is None or not _has_step(letter, verb):
        raise Http404
    if not queries.has_part(request.user, _part(letter, verb), letter):
        raise PermissionDenied("This step is not yours to take.")
    sent = request.POST if request.method == "POST" else None
    if sent is None and not _is_open(letter, verb):
        return back_to(request, letter, _why_not(letter, verb))
    form = step.form(sent, letter=letter)
    page = FormPage(
        "engagement/letters/step.html",
        {
            **about(request, letter),
            "words": WORDS[verb],
            "legal_help": queries.legal_help(letter.type),
            "windows": queries.windows_of(letter) if verb == "notice" else [],
        },
        done=WORDS[verb].done,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        check_as_seen(letter, form.cleaned_data["version"])
        step.act(letter, form, request.user)
        return letter.get_absolute_url()

    return page.answer(request, form, act)


def _has_step(letter: RestrictedLetter, verb: str) -> bool:
    if verb == "notice":
        return "intervene" in rules.TRANSITIONS[letter.course]
    return verb == "ask" or verb in rules.TRANSITIONS[letter.course]


def _part(letter: RestrictedLetter, verb: str) -> str:
    own = {"ask": rules.AUTHOR, "notice": rules.SIGNER}
    return own.get(verb) or rules.TRANSITIONS[letter.course][verb].by


def _is_open(letter: RestrictedLetter, verb: str) -> bool:
    own = {"ask": LetterState.DRAFT, "notice": LetterState.NOT_COMPLIED}
    if verb in own:
        return letter.state == own[verb]
    return letter.state in rules.TRANSITIONS[letter.course][verb].sources


def _why_not(letter: RestrictedLetter, verb: str) -> str:
    """Why the step cannot be taken now, in the words of its own guard."""
    try:
        rules.check_can(letter.course, verb, state=letter.state)
    except (RuleBroken, KeyError) as broken:
        return str(broken)
    return TAKEN
