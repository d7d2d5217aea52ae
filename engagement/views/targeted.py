"""Noting targeted support, writing to the school about it, and its answer (LET-04,
DEC-13)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.targeted import (
    AnswerForm,
    NoteForm,
    TargetedForm,
    WithdrawForm,
)
from engagement.models import SchoolLetter, SchoolYearRecord, TargetedNote
from engagement.queries.forms import form_of
from engagement.queries.targeted import (
    entries_of,
    note_waiting,
    noted,
    offer_of,
    offered,
)
from engagement.services.targeted import (
    answer_targeted,
    note_targeted,
    send_targeted,
    withdraw_note,
)
from engagement.views.finding import find_record, locked, whose
from schools.access import get_visible_or_404, may, require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.delivery import mark_read
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.words import worded_later

NOTE_READERS = worded_later(
    "The school’s leaders, its chair of governors and the {authority}’s officers can see"
    " this"
)
READERS = worded_later(
    "The school’s leaders, its chair of governors and the {authority}’s officers can see"
    " the letter once it is sent"
)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def targeted_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the letter and send it; 404 where the framework has no targeted support."""
    record = find_record(request.user, pk)
    require(request.user, Capability.STEER_CASE, record.school)
    form_words = form_of(record.framework, "targeted")
    if form_words is None:
        raise Http404
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    note = note_waiting(record)
    form = TargetedForm(
        sent,
        form=form_words,
        framework=record.framework_id,
        initial=entries_of(note),
    )
    page = FormPage(
        "engagement/targeted.html",
        {**whose(record, request.user, READERS), "support": form_words, "note": note},
        done="The letter is sent. The headteacher is told.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        offer = send_targeted(
            record=record,
            reasons=data["reasons"],
            themes=list(data["themes"]),
            trend=data["trend"],
            parts=form.parts(),
            by=request.user,
        )
        return offer.letter.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def targeted_noted(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note what was agreed before its letter goes, or change what waits for one."""
    record = find_record(request.user, pk)
    require(request.user, Capability.STEER_CASE, record.school)
    form_words = form_of(record.framework, "targeted")
    if form_words is None:
        raise Http404
    shut = locked(request, record)
    if shut:
        return shut
    note = note_waiting(record)
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(
        sent,
        form=form_words,
        framework=record.framework_id,
        initial={**entries_of(note), "version": note.version if note else 0},
    )
    page = FormPage(
        "engagement/targeted_noted.html",
        {**whose(record, request.user, NOTE_READERS), "support": form_words},
        done="It is noted. The letter about it is asked for.",
        again=lambda: _again(form, record),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        return note_targeted(
            record=record,
            agreed_on=data["agreed_on"],
            reasons=data["reasons"],
            themes=list(data["themes"]),
            trend=data["trend"],
            parts=form.parts(),
            expected_version=data["version"],
            by=request.user,
        ).get_absolute_url()

    return page.answer(request, form, act)


@require_safe
def targeted_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was agreed, and its letter where it has gone."""
    note = _note(request, pk, Capability.READ_RECORD)
    record = note.record
    mark_read(request.user, path=note.get_absolute_url())
    waits = not (note.letter or note.is_withdrawn or record.is_locked)
    context = {
        **whose(record, request.user, NOTE_READERS),
        "note": note,
        "noted": noted(note, record.framework),
        "support": form_of(record.framework, "targeted"),
        "may_write": waits and may(request.user, Capability.STEER_CASE, record.school),
    }
    return render(request, "engagement/targeted_note.html", context)


@require_http_methods(["GET", "POST"])
def targeted_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw what was noted before its letter goes, and say why."""
    note = _note(request, pk, Capability.STEER_CASE)
    shut = locked(request, note.record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    form = WithdrawForm(sent, initial={"version": note.version})
    page = FormPage(
        "engagement/targeted_withdraw.html",
        {**whose(note.record, request.user, NOTE_READERS), "note": note},
        done="The note is withdrawn. No letter is asked for.",
        again=lambda: _note_again(form, note),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        return withdraw_note(
            note=note,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        ).get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def targeted_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school’s answer: what costs something it may decline."""
    letters = SchoolLetter.objects.select_related("school", "year", "issued_by")
    letter: SchoolLetter = get_visible_or_404(letters, request.user, pk=pk)
    require(request.user, Capability.ANSWER_SUPPORT, letter.school)
    offer = offer_of(letter)
    if offer is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    if sent is None and offer.answered_at:
        messages.info(request, "The school has answered this letter already.")
        return redirect(letter)
    form = AnswerForm(sent, offer=offer)
    page = FormPage(
        "engagement/targeted_answer.html",
        {
            "letter": letter,
            "school": letter.school,
            "record": {"year": letter.year},
            "offered": offered(offer),
            "readers": NOTE_READERS,
        },
        done="Your answer is sent.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        answer_targeted(
            offer=offer,
            answers=form.answers(),
            text=form.cleaned_data["text"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return letter.get_absolute_url()

    return page.answer(request, form, act)


def _note(request: SignedInRequest, pk: int, capability: Capability) -> TargetedNote:
    notes = TargetedNote.objects.select_related(
        *("record__school", "record__year", "record__framework"),
        *("noted_by", "withdrawn_by", "letter"),
    )
    note: TargetedNote = get_visible_or_404(notes, request.user, pk=pk)
    require(request.user, capability, note.record.school)
    return note


def _note_again(form: WithdrawForm, note: TargetedNote) -> list[Difference]:
    note.refresh_from_db()
    go_on_from(form, note.version)
    return []


def _again(form: NoteForm, record: SchoolYearRecord) -> list[Difference]:
    note = note_waiting(record)
    go_on_from(form, note.version if note else 0)
    return differences(form, entries_of(note))
