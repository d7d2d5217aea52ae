"""Adding a document, asked for or not; asking for one; saying no (DEC-10)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from engagement.queries.forms import form_of
from schools.access import get_visible_or_404, require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from visits.forms.documents import DocumentForm, DocumentRequestForm
from visits.models import DocumentRequest, Visit
from visits.services import document_requests, documents


def document_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school adds a document, and shares it now or later."""
    return _add_page(request, _visit(request, pk, Capability.SHARE_DOCUMENT), None)


def document_request_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school adds what an officer asked for."""
    asked = _asked(request, pk)
    return _add_page(request, asked.visit, asked)


@require_POST
def document_request_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """The school says no."""
    asked = _asked(request, pk)
    try:
        document_requests.decline_request(asked=asked, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "You have said no. Who asked is told.")
    return redirect(asked.visit)


def document_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """An officer asks the school's leaders for a document."""
    visit = _visit(request, pk, Capability.LOG_VISIT)
    form = DocumentRequestForm(request.POST or None)

    def act() -> str:
        document_requests.ask_for_document(
            visit=visit, what=form.cleaned_data["what"], by=request.user
        )
        return visit.get_absolute_url()

    if request.method == "POST" and form.is_valid():
        try:
            address = once(request.POST, by=request.user, act=act)
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            messages.success(request, "The school’s leaders are asked.")
            return redirect(address)
    return _page(request, "visits/document_ask.html", visit, form)


def _add_page(
    request: SignedInRequest, visit: Visit, asked: DocumentRequest | None
) -> HttpResponse:
    initial = {"title": asked.what} if asked else None
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        kinds=form_of(visit.record.framework, "documents"),
    )

    def act() -> str:
        facts = {name: form.cleaned_data[name] for name in ("title", "link", "file")}
        added = documents.add_document(
            visit=visit,
            asked=asked,
            kind=form.cleaned_data.get("kind", ""),
            by=request.user,
            **facts,
        )
        if form.cleaned_data["share"]:
            documents.consent(document=added, by=request.user)
        return visit.get_absolute_url()

    if request.method == "POST" and form.is_valid():
        try:
            address = once(request.POST, by=request.user, act=act, files=request.FILES)
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            messages.success(request, "The document was added.")
            return redirect(address)
    return _page(request, "visits/document_add.html", visit, form)


def _page(
    request: SignedInRequest,
    template: str,
    visit: Visit,
    form: DocumentForm | DocumentRequestForm,
) -> HttpResponse:
    context = {
        "visit": visit,
        "school": visit.record.school,
        "form": form,
        "submit_token": token_for(request.POST),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _visit(request: SignedInRequest, pk: int, capability: Capability) -> Visit:
    visits = Visit.objects.select_related(
        "record__school", "record__year", "record__framework"
    )
    visit: Visit = get_visible_or_404(visits, request.user, pk=pk)
    require(request.user, capability, visit.record.school)
    return visit


def _asked(request: SignedInRequest, pk: int) -> DocumentRequest:
    rows = DocumentRequest.objects.select_related(
        *("visit__record__school", "visit__record__year", "visit__record__framework"),
        "asked_by",
    )
    asked: DocumentRequest = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, Capability.SHARE_DOCUMENT, asked.visit.record.school)
    return asked
