"""What would be given out, and what was: handed to those who disclose."""

import logging

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from disclosure.documents import name_of
from disclosure.models import DisclosedFile, FileKind
from disclosure.services import releasing
from disclosure.views.finding import find
from sitrack.core.documents import NotDrawn
from sitrack.core.files.fixed import Altered
from sitrack.core.files.serving import hand_out
from sitrack.core.http import SignedInRequest

MIME = {
    FileKind.PDF: "application/pdf",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.ZIP: "application/zip",
}
DAMAGED = (
    "The file that was kept is not as it was released, so it is not handed out. Tell"
    " whoever looks after sitrack."
)
log = logging.getLogger(__name__)


@require_GET
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would be given out today, as PDF; it says that it is not released."""
    found = find(request, pk)
    try:
        pdf = releasing.preview(disclosure=found, by=request.user)
    except NotDrawn as error:
        messages.error(request, f"The answer cannot be drawn: {error}")
        return redirect(found)
    return hand_out(pdf, name=f"{name_of(found)}-not-released.pdf")


@require_GET
def file(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """A file as it was released; each time somebody takes it is noted."""
    found = find(request, pk)
    kept: DisclosedFile = get_object_or_404(found.files, kind=kind)
    kept.disclosure = found
    try:
        content = releasing.hand_out(file=kept, by=request.user)
    except Altered:
        log.exception("A released file of request %s is not as it was", found.pk)
        messages.error(request, DAMAGED)
        return redirect(found)
    return hand_out(content, name=kept.filename, kind=MIME[FileKind(kind)])
