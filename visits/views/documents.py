"""Documents that the school's leaders choose to share (SUF-R-36)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from schools.access import audiences_of, get_visible_or_404, may, require
from sitrack.core.files.kinds import KINDS
from sitrack.core.files.serving import download
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from visits.guests import guests_of, with_guests
from visits.models import DocumentRequest, Visit, VisitDocument, VisitState
from visits.services import documents

MOST_OPENINGS = 20
SHOWN = (
    *("visit_id", "title", "kind_name", "link", "consented_at", "withdrawn_at"),
    *("file__name", "file__kind", "file__size", "file__verdict", "file__removed_at"),
)


def documents_context(user: User, visit: Visit) -> dict[str, Any]:
    """What a visit's page shows of its documents, and what may be done about them."""
    school = visit.record.school
    is_open = not (visit.is_final or visit.is_cancelled or visit.record.is_locked)
    asked = DocumentRequest.objects.visible_to(user).filter(visit=visit)
    asks = may(user, Capability.LOG_VISIT, school) and visit.state != VisitState.DRAFT
    return {
        "documents": _documents(user, visit.pk),
        "document_requests": asked.select_related("document", "asked_by")
        if is_open and getattr(visit, "has_requests", True)
        else (),
        "may_share_documents": is_open and may(user, Capability.SHARE_DOCUMENT, school),
        "may_ask_for_documents": is_open and asks,
    }


@prepared
def _documents(reader: User, visit: int) -> Any:
    offered = VisitDocument.objects.visible_to(reader).filter(visit=visit)
    return offered.select_related("file").only(*SHOWN)


@require_GET
def document(request: SignedInRequest, pk: int) -> HttpResponse:
    """A document with what is known of it; who opened it is told to the school."""
    found = _visible(request, pk)
    visit, school = found.visit, found.visit.record.school
    openings = Event.objects.about(found).filter(verb="document.opened")
    shown = openings.told_to(audiences_of(request.user, school))
    leads = may(request.user, Capability.SHARE_DOCUMENT, school)
    context = {
        "document": found,
        "file": found.file,
        "kind": KINDS[found.file.kind].words if found.file else "",
        "visit": visit,
        "school": school,
        "may_open_visit": _sees(request.user, visit),
        "may_share_documents": leads
        and not (visit.is_final or visit.is_cancelled or visit.record.is_locked),
        "may_remove": leads
        and found.consented_at is None
        and not visit.record.is_locked,
        "is_leader": leads,
        "guests": guests_of(found, request.user),
        "openings": shown[:MOST_OPENINGS],
    }
    return render(request, "visits/document.html", context)


@require_GET
def document_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself, never anything that a browser would show in its place."""
    found = _visible(request, pk)
    if found.file is None or not found.file.may_be_opened:
        return redirect(found)
    documents.record_opening(document=found, by=request.user)
    return download(found.file)  # type: ignore[return-value]


@require_POST
def document_consent(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school shares a document with those who read the visit."""
    return _act(request, pk, documents.consent, "The document is shared.")


@require_POST
def document_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school takes a document back."""
    done = "The document is no longer shared."
    return _act(request, pk, documents.withdraw_document, done)


def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look, then what was never shared is gone."""
    if request.method == "POST":
        done = "The document was removed."
        return _act(request, pk, documents.remove_document, done)
    found = _own(request, pk)
    visit = found.visit
    context = {"document": found, "visit": visit, "school": visit.record.school}
    return render(request, "visits/document_remove.html", context)


def _visible(request: SignedInRequest, pk: int) -> VisitDocument:
    offered = VisitDocument.objects.select_related(
        "visit__record__school", "visit__record__year", "file", "added_by"
    )
    known = with_guests(offered)
    found: VisitDocument = get_visible_or_404(known, request.user, pk=pk)
    return found


def _own(request: SignedInRequest, pk: int) -> VisitDocument:
    found = _visible(request, pk)
    require(request.user, Capability.SHARE_DOCUMENT, found.visit.record.school)
    return found


def _sees(user: User, visit: Visit) -> bool:
    """Its author may have begun the note since: the school does not see a draft."""
    seen: bool = Visit.objects.visible_to(user).filter(pk=visit.pk).exists()
    return seen


def _act(
    request: SignedInRequest, pk: int, service: Callable[..., object], done: str
) -> HttpResponse:
    found = _own(request, pk)
    try:
        service(document=found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, done)
    return redirect(found.visit if _sees(request.user, found.visit) else "home")
