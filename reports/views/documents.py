"""Handing out documents: one view for every kind."""

import io
import zipfile

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from engagement.services.records import framework_in_use
from reports.documents import kind_or_404
from reports.documents.asked import pdf_for
from sitrack.core.documents import render_pdf
from sitrack.core.documents.word import render_docx, word_name
from sitrack.core.http import SignedInRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def document(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """A document as PDF, holding what this reader may see."""
    pdf, filename = pdf_for(kind_or_404(kind), pk, request.user)
    return _file(pdf, filename, "application/pdf")


@require_safe
def document_word(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The same document as a Word file."""
    found = kind_or_404(kind)
    subject = found.find(request.user, pk)
    made = found.build(subject, reader=request.user)
    return _file(render_docx(made, kind=found.code), word_name(made), WORD)


@require_safe
def document_zip(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """A document that is a folder of others, as those files."""
    found = kind_or_404(kind)
    if found.pieces is None:
        raise Http404
    subject = found.find(request.user, pk)
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w", zipfile.ZIP_DEFLATED) as files:
        pieces = found.pieces(subject, reader=request.user)
        for number, piece in enumerate(pieces, start=1):
            files.writestr(f"{number:02}-{piece.filename}", render_pdf(piece))
    name = found.build(subject, reader=request.user).filename
    filename = name.removesuffix(".pdf") + ".zip"
    return _file(folder.getvalue(), filename, "application/zip")


def _file(content: bytes, name: str, mime: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=mime,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_safe
def glossary_now(request: SignedInRequest) -> HttpResponse:
    """The glossary of the framework in use, under an address that stays."""
    framework = framework_in_use(settings.FRAMEWORK)
    return redirect("document", kind="glossary", pk=framework.pk)
