"""One thing, read by somebody outside the school: given, read, ended (CONF-10).

What a guest reads has pages of its own. The guest's access opens these and nothing
else: every other address asks each model's ``visible_to``, which knows no guests.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.queries.wording import prompts_of
from schools.access import get_visible_or_404, require
from sitrack.core import calendar
from sitrack.core.files.kinds import KINDS
from sitrack.core.files.serving import download
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import Form
from sitrack.core.http import SignedInRequest
from sitrack.core.templatetags.govuk import day
from visits import asked, guests, queries
from visits.forms.guests import GuestForm
from visits.models import GuestAccess, NextStep, Visit, VisitDocument
from visits.models.guests import school_of
from visits.services import documents
from visits.services import guests as services
from visits.views.visit import labelled

ITEMS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "visit": (Visit, ("record__school", "record__year")),
    "document": (VisitDocument, ("visit__record__school", "visit__record__year")),
    "step": (NextStep, ("record__school", "record__year", "visit")),
}


@require_http_methods(["GET", "POST"])
def guest_add(request: SignedInRequest, pk: int, *, of: str) -> HttpResponse:
    """Let somebody outside the school read the note, the document or the step."""
    model, whole = ITEMS[of]
    rows = model.objects.select_related(*whole)
    item = get_visible_or_404(rows, request.user, pk=pk)
    visit = item if isinstance(item, Visit) else item.visit
    school = school_of(item)
    require(request.user, guests.capability_for(item), school)
    about = GuestAccess(
        visit=visit,
        document=item if of == "document" else None,
        step=item if of == "step" else None,
    )
    context = {"about": about, "item": item, "visit": visit, "school": school}
    page = FormPage("visits/guest_add.html", context, repeats=False)
    if request.method != "POST":
        return (
            page.show(request, GuestForm())
            if guests.is_readable(item)
            else redirect(item)
        )
    form = GuestForm(request.POST)

    def act() -> str:
        made = services.give_access(
            item=item,
            person=form.cleaned_data["email"],
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        done = f"{made.guest}, can read this until {day(made.until)}, and is told by e-mail."
        messages.success(request, done)
        return str(item.get_absolute_url())

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def guest_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a guest's access before its last day."""
    given = GuestAccess.objects.of_others(request.user).select_related(*guests.WHOLE)
    access = get_visible_or_404(given, request.user, pk=pk)
    require(request.user, guests.capability_for(access.item), access.school)
    page = FormPage(
        "visits/guest_withdraw.html",
        {
            "access": access,
            "item": access.item,
            "school": access.school,
            "button_class": "govuk-button--warning",
        },
        done=f"{access.guest_name} can no longer read this.",
        repeats=False,
    )
    if request.method != "POST":
        return (
            redirect(access.item) if access.withdrawn_at else page.show(request, Form())
        )

    def act() -> str:
        services.withdraw_access(access=access, by=request.user)
        return str(access.item.get_absolute_url())

    return page.answer(request, Form(request.POST), act)


@require_safe
def guest_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """The one item, read only, for as long as the access is in force."""
    access = _own(request, pk)
    services.note_opening(access=access, by=request.user)
    about = {"access": access, "school": access.school, "visit": access.visit}
    template, more = _page_of(access)
    return render(request, template, about | more)


def _page_of(access: GuestAccess) -> tuple[str, dict[str, Any]]:
    """The template for a sort of item, and what it shows."""
    if access.document:
        file = access.document.file
        return "visits/guest_document.html", {
            "document": access.document,
            "file": file,
            "kind": KINDS[file.kind].words if file else "",
        }
    if access.step:
        late = access.step.is_overdue(calendar.today())
        return "visits/guest_step.html", {"step": access.step, "is_late": late}
    return "visits/guest_note.html", _note(access.visit)


@require_safe
def guest_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file of a document that the guest was given."""
    access = _own(request, pk)
    document = access.document
    if document is None or document.file is None:
        raise Http404
    if not document.file.may_be_opened:
        return redirect(access)
    services.note_opening(access=access, by=request.user)
    documents.record_opening(document=document, by=request.user)
    return download(document.file)  # type: ignore[return-value]


def _own(request: SignedInRequest, pk: int) -> GuestAccess:
    given = GuestAccess.objects.of_guest(request.user).select_related(
        *guests.WHOLE, "given_by"
    )
    found: GuestAccess = get_visible_or_404(given, request.user, pk=pk)
    return found


def _note(visit: Visit) -> dict[str, Any]:
    """A final note's own words, with nothing that was said about it."""
    found = queries.for_the_page().get(pk=visit.pk)
    parts = queries.parts_of(found)
    prompts = prompts_of(found.record.framework, found.template_id)
    return {
        "visit": found,
        "parts": parts,
        "prompts": labelled(prompts, parts.texts, parts.rows),
        "own_form": not asked.is_plain(prompts),
    }
