"""Preparing a letter: beginning it, its text, its recipients, who works on it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.letters import (
    BeginForm,
    DelegateForm,
    RecipientSet,
    VersionForm,
    WritingForm,
    saved_of,
)
from engagement.models import LetterState, RestrictedLetter
from engagement.queries import letters as queries
from engagement.rules import letters as rules
from engagement.services.letters import writing as service
from engagement.views.letters.opening import WITHIN_LA, about, back_to, open_letter
from schools.access import (
    get_visible_or_404,
    is_authority,
    may,
    users_holding,
)
from schools.models import School
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Role
from sitrack.core.versions import as_it_was

NO_DRAFT = "The letter is no longer a draft. Nothing was changed."


@require_http_methods(["GET", "POST"])
def letter_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a letter to a school. An academy has no such page (ACC-040, INV-05)."""
    school: School = get_visible_or_404(School.objects.all(), request.user, pk=pk)
    if not school.maintained:
        raise Http404
    if not any(
        may(request.user, capability, school)
        for capability in queries.PREPARES.values()
    ):
        raise PermissionDenied("Your role does not let you prepare such a letter.")
    kinds = queries.types_to_prepare(request.user, school)
    sent = request.POST if request.method == "POST" else None
    form = BeginForm(sent, kinds=kinds)
    page = FormPage(
        "engagement/letters/begin.html",
        {
            "school": school,
            "readers": WITHIN_LA,
            "kinds": kinds,
            "has_record": queries.record_now(school) is not None,
        },
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        made = service.begin_letter(
            school=school, kind=form.cleaned_data["kind"], by=request.user
        )
        return f"{made.get_absolute_url()}edit/"

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def letter_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text of a draft, for those who write it."""
    letter = open_letter(request, pk)
    _require_author(request, letter)
    if letter.state != LetterState.DRAFT:
        return back_to(request, letter, NO_DRAFT)
    sent = request.POST if request.method == "POST" else None
    form = WritingForm(sent, letter=letter)
    page = FormPage(
        "engagement/letters/edit.html",
        {**about(request, letter), "legal_help": queries.legal_help(letter.type)},
        done="The draft is saved.",
        again=lambda: _again(form, letter),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.change_letter(
            letter=letter,
            writing=form.writing(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return letter.get_absolute_url()

    return page.answer(request, form, act)


def _again(form: WritingForm, letter: RestrictedLetter) -> list[Difference]:
    was = as_it_was(letter, form.cleaned_data["version"])
    letter.refresh_from_db()
    go_on_from(form, letter.version)
    return differences(form, _held(form, letter), _held(form, was) if was else {})


def _held(form: WritingForm, letter: RestrictedLetter) -> dict[str, Any]:
    saved = saved_of(letter)
    return {name: value for name, value in saved.items() if name in form.fields}


@require_http_methods(["GET", "POST"])
@keeps_drafts
def letter_recipients(request: SignedInRequest, pk: int) -> HttpResponse:
    """To whom a draft goes, how, and which are statutory copies (CONF-02)."""
    letter = open_letter(request, pk)
    _require_author(request, letter)
    if letter.state != LetterState.DRAFT:
        return back_to(request, letter, NO_DRAFT)
    sent = request.POST if request.method == "POST" else None
    changed = changed_rows(request.POST, "recipient") if sent else None
    names = ("who", "name", "channel", "statutory")
    rows: Any = RecipientSet(
        changed or sent,
        prefix="recipient",
        initial=list(letter.recipients.values(*names)),
    )
    form = VersionForm(changed or sent, initial={"version": letter.version})
    page = FormPage(
        "engagement/letters/recipients.html",
        {**about(request, letter), "formset": rows},
        done="The recipients are saved.",
        again=lambda: _recipients_again(form, rows, letter),
    )
    if changed:
        quiet(form, rows)
    if sent is None or changed:
        return page.show(request, form)

    def act() -> str:
        service.set_recipients(
            letter=letter,
            recipients=rows.recipients(),
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return letter.get_absolute_url()

    return page.answer(request, form, act, rows=rows)


def _recipients_again(
    form: VersionForm, rows: Any, letter: RestrictedLetter
) -> list[Difference]:
    letter.refresh_from_db()
    go_on_from(form, letter.version)
    theirs = "\n".join(f"- {one.name}" for one in letter.recipients.all())
    mine = "\n".join(f"- {one.name}" for one in rows.recipients())
    if theirs == mine:
        return []
    return [Difference("Recipients", theirs, mine, "#recipient")]


@require_http_methods(["GET", "POST"])
def letter_delegate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let an officer or a lead of the school work on the letter."""
    letter = open_letter(request, pk)
    if not is_authority(request.user, letter.school):
        raise PermissionDenied("This step is not yours to take.")
    if letter.is_over:
        return back_to(request, letter, "This letter is closed: nothing is left to do.")
    officers = users_holding(letter.school, Role.OFFICER, Role.LEAD)
    people = [user for user in officers if user.pk not in letter.authors]
    sent = request.POST if request.method == "POST" else None
    form = DelegateForm(sent, people=people)
    page = FormPage(
        "engagement/letters/delegate.html",
        {**about(request, letter), "people": people},
        done="They can work on the letter now.",
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        to = form.cleaned_data["to"]
        service.delegate(letter=letter, to=to, by=request.user)
        return letter.get_absolute_url()

    return page.answer(request, form, act)


def _require_author(request: SignedInRequest, letter: RestrictedLetter) -> None:
    if not queries.has_part(request.user, rules.AUTHOR, letter):
        raise PermissionDenied("Only those who write this letter change it.")
