"""What the authority says of a school's level in a term (domain 4.2, journey 5.5)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from reports.forms import ModerationForm, RevisitForm
from reports.picture import Picture
from reports.queries.moderation import (
    Moderated,
    moderated,
    note_of,
    notes_in,
    review_of,
)
from reports.queries.picture import levels_in_order
from reports.rules.moderation import APPROVED, NONE, STEPS
from reports.services import moderation as service
from reports.sheets.work import MODERATION
from reports.views.picture import row_of
from schools.access import may, require
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.delivery import mark_read
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.versions import Stale
from sitrack.core.words import worded

ON_A_PAGE = 20
READ, WRITE = Capability.READ_MODERATION, Capability.MODERATE
SETTLE = Capability.SETTLE_MODERATION


@require_safe
def moderations(request: SignedInRequest) -> HttpResponse:
    """The notes of a term at the reader's schools."""
    require(request.user, READ)
    picture = Picture(request.GET, request.user)
    found = notes_in(request.user, picture.term)
    kind = asked_as(request)
    if kind:
        return sheet_file(MODERATION, found, kind)
    pages = Paginator(found, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    context = {
        "picture": picture,
        "page_obj": page,
        "notes": list(page.object_list),
        "review": review_of(picture.term),
        "may_confirm": picture.term is not None and may(request.user, SETTLE),
        "may_see_picture": may(request.user, Capability.SEE_PICTURE),
    }
    return render(request, "reports/moderations.html", context)


@require_safe
def moderation(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """One school in a term: where it stands, the note, and what may be done."""
    one = moderated(request.user, pk, term)
    require(request.user, READ, one.school)
    mark_read(request.user, path=request.path)
    state = one.note.state if one.note else NONE
    may_settle = may(request.user, SETTLE, one.school)
    context = {
        **_context(one),
        "may_write": may(request.user, WRITE, one.school),
        "may_approve": may_settle and state in STEPS["approve"].sources,
        "may_ask": may_settle and state in STEPS["ask"].sources,
        "approved": APPROVED,
    }
    if one.standing:
        levels = {code: label for code, label, _ in levels_in_order()}
        context["row"] = row_of(one.standing, levels)
    return render(request, "reports/moderation.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def moderation_write(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """The RLE's note."""
    one = moderated(request.user, pk, term)
    require(request.user, WRITE, one.school)
    sent = request.POST if request.method == "POST" else None
    said = {"text": one.note.text if one.note else ""}
    form = ModerationForm(sent, initial={**said, "version": one.version})
    page = FormPage(
        "reports/moderation_write.html",
        _context(one),
        done="The note is saved and waits for approval.",
        again=lambda: _again(form, one),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        note = service.write_note(
            school=one.school,
            term=one.term,
            text=form.cleaned_data["text"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return note.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def moderation_ask(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """The head of service asks for another look."""
    one = moderated(request.user, pk, term)
    require(request.user, SETTLE, one.school)
    sent = request.POST if request.method == "POST" else None
    form = RevisitForm(sent, initial={"version": one.version})
    page = FormPage(
        "reports/moderation_ask.html",
        _context(one),
        done=worded("The {lead} is asked to look at it again."),
        again=lambda: _again(form, one),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        note = service.ask_to_revisit(
            school=one.school,
            term=one.term,
            ask=form.cleaned_data["ask"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return note.get_absolute_url()

    return page.answer(request, form, act)


@require_POST
def moderation_approve(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """Agree with the note that is shown."""
    one = moderated(request.user, pk, term)
    require(request.user, SETTLE, one.school)
    version = request.POST.get("version", "")
    expected = int(version) if version.isdecimal() and len(version) < 10 else 0
    if one.note is None:
        messages.info(request, STEPS["approve"].refused)
    else:
        try:
            service.approve_note(
                note=one.note, expected_version=expected, by=request.user
            )
        except RuleBroken as broken:
            messages.info(request, broken.message)
        except Stale:
            messages.info(
                request, "The note has changed. Read it again before you approve it."
            )
        else:
            messages.success(request, "The note is approved.")
    return redirect("moderation", pk=pk, term=term)


@require_POST
def levels_reviewed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a term's levels were reviewed."""
    begun = Term.objects.filter(start__lte=calendar.today())
    term = get_object_or_404(begun.select_related("year"), pk=pk)
    require(request.user, SETTLE)
    try:
        service.confirm_review(term=term, by=request.user)
    except RuleBroken as broken:
        messages.info(request, broken.message)
    else:
        messages.success(request, f"The review of {term} is confirmed.")
    return redirect(f"{reverse('moderations')}?term={term.pk}")


def _context(one: Moderated) -> dict[str, object]:
    return {"school": one.school, "term": one.term, "note": one.note}


def _again(form: ModerationForm | RevisitForm, one: Moderated) -> list[Difference]:
    now = note_of(one.school, one.term)
    go_on_from(form, now.version if now else 0)
    return differences(
        form, {"text": now.text} if now and "text" in form.fields else {}
    )
