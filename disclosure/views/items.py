"""One item: reading it, marking it, settling it, and opening a restricted letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from disclosure.forms.items import MarkForm, SettleForm
from disclosure.forms.requests import OpenForm
from disclosure.models import DisclosedItem
from disclosure.queries.names import known_names, proposed
from disclosure.queries.reading import read, taken_off
from disclosure.services import marking, taking
from disclosure.views.finding import find_item
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Read an item; while the request is open, mark what is withheld of it."""
    found = find_item(request, pk, number)
    sent = request.POST if request.method == "POST" else None
    passages = [] if found.is_closed else read(found)
    names = []
    if found.disclosure.is_open and not found.is_closed:
        names = proposed(found, known_names(found.disclosure.school))
    form = MarkForm(sent, item=found, passages=passages, names=names)
    page = FormPage("disclosure/item.html", _about(found, passages=passages))
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        new = _mark(found, form, request)
        if new:
            said = "Marked in one place." if new == 1 else f"Marked in {new} places."
            messages.success(request, said)
        else:
            messages.info(request, "That was marked already.")
        return address_of(found)

    return page.answer(request, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Say that it was read, and what becomes of it."""
    found = find_item(request, pk, number)
    sent = request.POST if request.method == "POST" else None
    form = SettleForm(sent, law=found.disclosure.law, item=found)
    page = FormPage("disclosure/settle.html", _about(found))
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        asked = form.cleaned_data
        marking.settle(
            item=found,
            treatment=asked["treatment"],
            why=form.why,
            seen=asked["seen"],
            by=request.user,
        )
        messages.success(request, f"Item {found.position} is settled.")
        return _next(found)

    return page.answer(request, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def open_letter(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Open a restricted letter for this request, with a reason that is logged."""
    found = find_item(request, pk, number)
    sent = request.POST if request.method == "POST" else None
    page = FormPage("disclosure/open_letter.html", _about(found))
    form = OpenForm(sent)
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        taking.open_letter(item=found, reason=reason, by=request.user)
        return address_of(found)

    return page.answer(request, form, act)


@require_POST
def mark_off(request: SignedInRequest, pk: int, number: int, mark: int) -> HttpResponse:
    """Take a mark off; where somebody has, it is off already."""
    found = find_item(request, pk, number)
    withheld = found.marks.filter(pk=mark, taken_off_at=None).first()
    if withheld is None:
        messages.info(request, "This mark was taken off already.")
        return redirect(address_of(found))
    withheld.item = found
    try:
        marking.take_off(mark=withheld, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "The mark is off.")
    return redirect(address_of(found))


def address_of(found: DisclosedItem) -> str:
    return reverse("disclosure:item", args=[found.disclosure_id, found.pk])


def _about(found: DisclosedItem, **more: Any) -> dict[str, Any]:
    disclosure = found.disclosure
    return {
        "disclosure": disclosure,
        "item": found,
        "marks": found.marks.filter(taken_off_at=None).select_related("made_by"),
        "taken_off": taken_off(found),
        "settling": SettleForm(law=disclosure.law, item=found),
        "count": disclosure.items.count(),
        "before": disclosure.items.filter(position=found.position - 1).first(),
        "after": disclosure.items.filter(position=found.position + 1).first(),
        **more,
    }


def _mark(found: DisclosedItem, form: MarkForm, request: SignedInRequest) -> int:
    by, why, new = request.user, form.why, 0
    if form.chosen:
        new += marking.mark_places(
            item=found,
            chosen=form.chosen,
            why=why,
            seen=form.cleaned_data["seen"],
            by=by,
        )
    for words, any_case in form.wanted:
        new += marking.mark_words(
            disclosure=found.disclosure,
            words=words,
            why=why,
            by=by,
            only=None if form.everywhere else found,
            any_case=any_case,
        )
    return new


def _next(found: DisclosedItem) -> str:
    """The next item that nobody has settled, or the request where there is none."""
    unsettled = found.disclosure.items.filter(read_at=None)
    after = unsettled.filter(position__gt=found.position).first() or unsettled.first()
    return address_of(after) if after else str(found.disclosure.get_absolute_url())
