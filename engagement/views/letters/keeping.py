"""The help on legal wording, and an administrator's opening in an emergency."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.letter_steps import EmergencyForm, LegalHelpForm
from engagement.models import EmergencyOpening, LetterType
from engagement.queries.letter_text import drawn, facts_of
from engagement.queries.letters import kept_help, legal_help
from engagement.services.letters.help import change_legal_help
from engagement.services.letters.reading import (
    find_in_emergency,
    open_in_emergency,
    record_reading,
)
from engagement.services.records import framework_in_use
from schools.access import get_visible_or_404, require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@require_safe
def legal_helps(request: SignedInRequest) -> HttpResponse:
    """The help text of each kind of letter, for the Head of service."""
    require(request.user, Capability.KEEP_LEGAL_HELP)
    kinds = framework_in_use(settings.FRAMEWORK).letter_types.all()
    context = {"kinds": [(kind, legal_help(kind)) for kind in kinds]}
    return render(request, "engagement/letters/legal_helps.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def legal_help_change(request: SignedInRequest, code: str) -> HttpResponse:
    """Change one of them; what it says is still to be checked with legal."""
    require(request.user, Capability.KEEP_LEGAL_HELP)
    framework = framework_in_use(settings.FRAMEWORK)
    kind = get_object_or_404(
        LetterType.objects.select_related("framework"), framework=framework, code=code
    )
    kept = kept_help(kind)
    sent = request.POST if request.method == "POST" else None
    initial = {"text": legal_help(kind), "version": kept.version if kept else 0}
    form = LegalHelpForm(sent, initial=initial)

    def again() -> list[Difference]:
        now = kept_help(kind)
        go_on_from(form, now.version if now else 0)
        return differences(form, {"text": legal_help(kind)})

    page = FormPage(
        "engagement/letters/legal_help.html",
        {"kind": kind},
        done="The help is saved.",
        again=again,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        change_legal_help(
            kind=kind,
            text=form.cleaned_data["text"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return reverse("engagement:legal_helps")

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def letter_emergency(request: SignedInRequest) -> HttpResponse:
    """An administrator has no right to read a letter, and can open one here with a
    reason that is kept and told to the Head of service (CONF-14)."""
    require(request.user, Capability.BREAK_GLASS)
    sent = request.POST if request.method == "POST" else None
    form = EmergencyForm(sent)
    page = FormPage("engagement/letters/emergency.html")
    if sent is None or not form.is_valid():
        return page.show(request, form, status=422 if sent is not None else 200)
    number = form.cleaned_data["number"]
    letter = find_in_emergency(number=number, by=request.user)
    if letter is None:
        form.add_error("number", "There is no document with this number. It is noted.")
        return page.show(request, form, status=422)

    def act() -> str:
        opening = open_in_emergency(
            letter=letter, reason=form.cleaned_data["reason"], by=request.user
        )
        return reverse("engagement:letter_opened", args=[opening.pk])

    return page.answer(request, form, act)


@require_safe
def letter_opened(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was opened in an emergency, for half an hour: the letter alone."""
    rows = EmergencyOpening.objects.select_related(
        "letter__type__framework", "letter__school", "letter__year"
    )
    opening: EmergencyOpening = get_visible_or_404(rows, request.user, pk=pk)
    letter = opening.letter
    record_reading(letter=letter, by=request.user)
    text = letter.issued_html or drawn(facts_of(letter, issued_on=None))
    context = {"opening": opening, "letter": letter, "text": text}
    return render(request, "engagement/letters/opened.html", context)
