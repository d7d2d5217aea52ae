"""The governing body's side: its reply, and letting all its governors read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from engagement.forms.letters import ReplyForm
from engagement.models import RestrictedLetter
from engagement.queries.letters import clock_of
from engagement.services.letters import answering
from engagement.views.letters.opening import about, back_to, open_letter
from schools.access import may
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.files.fields import HINT
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for

AGAIN = "Choose the file again: only what you typed was kept. "


@require_http_methods(["GET", "POST"])
@keeps_drafts
def letter_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """The governing body's plan in reply, as a file, in words, or both (SUF-D-06)."""
    letter = open_letter(request, pk)
    _require_chair(request, letter)
    if letter.is_over:
        return back_to(request, letter, "This letter is closed. No reply is asked for.")
    form = ReplyForm(request.POST or None, request.FILES or None)

    def act() -> str:
        answering.reply(
            letter=letter,
            text=form.cleaned_data["text"],
            file=form.cleaned_data["file"] or None,
            by=request.user,
        )
        return letter.get_absolute_url()

    if request.method == "POST" and form.is_valid():
        try:
            address = once(request.POST, by=request.user, act=act, files=request.FILES)
        except RuleBroken as broken:
            told = broken.field if broken.field in form.fields else None
            form.add_error(told, broken.message)
        else:
            messages.success(request, "The reply is sent to the authority.")
            return redirect(address)
    if form.errors and request.FILES:
        form["file"].help_text = AGAIN + HINT
    context = {
        **about(request, letter),
        "clock": clock_of(letter),
        "form": form,
        "submit_token": token_for(request.POST),
    }
    status = 422 if form.errors else 200
    return render(request, "engagement/letters/reply.html", context, status=status)


@require_POST
def letter_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair lets the whole governing body read the letter."""
    letter = open_letter(request, pk)
    _require_chair(request, letter)
    try:
        answering.release(letter=letter, by=request.user)
    except RuleBroken as broken:
        messages.info(request, broken.message)
    else:
        messages.success(request, "Every governor of the school can read this letter.")
    return redirect(letter)


def _require_chair(request: SignedInRequest, letter: RestrictedLetter) -> None:
    if not may(request.user, Capability.ANSWER_LETTER, letter.school):
        raise PermissionDenied("The chair answers for the governing body.")
