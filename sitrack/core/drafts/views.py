"""What the pages of long forms send and ask for while somebody types."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from sitrack.core.drafts import services
from sitrack.core.drafts.desk import Offer, clean, device_of
from sitrack.core.drafts.keys import key_of, owner_of
from sitrack.core.drafts.services import Fields, Held, TooLong, read_held
from sitrack.core.http import SignedInRequest, told_when_signed_out
from sitrack.core.models.draft import Draft
from sitrack.core.templatetags.govuk import told

MOST_BYTES = 4 * services.MOST_CHARACTERS
MOST_FIELDS = 2_000
MOST_SEQUENCE = 2**53


class Unreadable(Exception):
    """What was sent is no draft."""


@dataclass(frozen=True)
class Sent:
    """A draft as a page sends it."""

    owner: str
    form: str
    page: uuid.UUID
    sequence: int
    fields: Fields
    holds: list[Held]


@told_when_signed_out
@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep what stands on a page; the answer says when, and what became of it."""
    too_long = "This is more text than we can keep as a draft. Save it in parts."
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return _refused(too_long, 413)
    try:
        sent = read_sent(request.body)
    except Unreadable as unreadable:
        return _refused(str(unreadable), 400)
    if sent.owner != owner_of(request.user):
        return _refused("Somebody else has signed in.", 401)
    try:
        draft = services.keep_draft(
            form=sent.form,
            page=sent.page,
            sequence=sent.sequence,
            fields=clean(sent.fields),
            holds=sent.holds,
            device=device_of(request),
            by=request.user,
        )
    except TooLong:
        return _refused(too_long, 413)
    offer = Offer(draft)
    return JsonResponse(
        {
            "kept": draft.sequence == sent.sequence and not draft.spent,
            "sequence": draft.sequence,
            "when": told(draft.saved_at),
            "restore": offer.restore,
            "discard": offer.discard,
        }
    )


@told_when_signed_out
@require_GET
def key(request: SignedInRequest) -> HttpResponse:
    """Who is signed in, the key of their browser's own copy, a fresh CSRF token.

    Whoever has given a password alone may keep what they type, and opens nothing that
    was kept before: they are told no key.
    """
    walled = getattr(request, "is_walled", False)
    return JsonResponse(
        {
            "owner": owner_of(request.user),
            "key": None if walled else key_of(request.user),
            "token": get_token(request),
        }
    )


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw away a draft that was offered, and show the page that offered it."""
    draft = get_object_or_404(Draft, user=request.user, pk=pk)
    services.discard(draft=draft, by=request.user)
    messages.info(request, "The draft is discarded.")
    offered_on = request.POST.get("from", "")
    return redirect(offered_on if _is_path(offered_on) else draft.form or "home")


@require_GET
def back(request: SignedInRequest) -> HttpResponse:
    """Where signing in leads whose form waits in another tab."""
    return render(request, "drafts/back.html")


def read_sent(body: bytes) -> Sent:
    """A draft out of what a page sent; raises Unreadable."""
    try:
        data = json.loads(body)
        sent = Sent(
            owner=str(data["owner"]),
            form=data["form"],
            page=uuid.UUID(data["page"]),
            sequence=data["sequence"],
            fields=data["fields"],
            holds=read_held(data.get("holds", [])),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable("This is no draft.") from None
    if not _is_path(sent.form):
        raise Unreadable("A draft names the page of its form.")
    if type(sent.sequence) is not int or not 0 < sent.sequence < MOST_SEQUENCE:
        raise Unreadable("A draft has a sequence.")
    if not _are_fields(sent.fields):
        raise Unreadable("Each field of a draft has a list of texts.")
    return sent


def _is_path(form: Any) -> bool:
    """Whether it is a path of this site: it is where discarding leads."""
    return (
        isinstance(form, str)
        and len(form) <= 200
        and form.isascii()
        and form.isprintable()
        and form.startswith("/")
        and not form.startswith(("//", "/\\"))
        and "?" not in form
    )


def _are_fields(fields: Any) -> bool:
    return (
        isinstance(fields, dict)
        and len(fields) <= MOST_FIELDS
        and all(
            isinstance(texts, list) and all(isinstance(text, str) for text in texts)
            for texts in fields.values()
        )
    )


def _refused(problem: str, status: int) -> JsonResponse:
    return JsonResponse({"problem": problem}, status=status)
