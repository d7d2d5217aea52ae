"""Documents that the school's leaders choose to share (SUF-R-36)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from schools.access import get_visible_or_404, require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from visits.forms.documents import DocumentForm
from visits.models import Visit, VisitDocument
from visits.services import documents


def document_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school names a document, and shares it now or later."""
    visits = Visit.objects.select_related("record__school", "record__year")
    visit = get_visible_or_404(visits, request.user, pk=pk)
    require(request.user, Capability.SHARE_DOCUMENT, visit.record.school)
    form = DocumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                request.POST,
                by=request.user,
                act=lambda: _add(visit, form, request),
            )
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            messages.success(request, "The document was added.")
            return redirect(address)
    context = {
        "visit": visit,
        "school": visit.record.school,
        "form": form,
        "submit_token": token_for(request.POST),
    }
    status = 422 if form.errors else 200
    return render(request, "visits/document.html", context, status=status)


@require_POST
def document_consent(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school shares a document with those who read the visit."""
    document = _document(request, pk)
    return _act(request, document, documents.consent, "The document is shared.")


@require_POST
def document_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school takes a document back."""
    document = _document(request, pk)
    done = "The document is no longer shared."
    return _act(request, document, documents.withdraw_document, done)


def _document(request: SignedInRequest, pk: int) -> VisitDocument:
    offered = VisitDocument.objects.select_related("visit__record__school")
    document: VisitDocument = get_visible_or_404(offered, request.user, pk=pk)
    require(request.user, Capability.SHARE_DOCUMENT, document.visit.record.school)
    return document


def _act(
    request: SignedInRequest,
    document: VisitDocument,
    service: Callable[..., VisitDocument],
    done: str,
) -> HttpResponse:
    try:
        service(document=document, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, done)
    return redirect(document.visit)


def _add(visit: Visit, form: DocumentForm, request: SignedInRequest) -> str:
    document = documents.add_document(
        visit=visit,
        title=form.cleaned_data["title"],
        link=form.cleaned_data["link"],
        by=request.user,
    )
    if form.cleaned_data["share"]:
        documents.consent(document=document, by=request.user)
    return visit.get_absolute_url()
