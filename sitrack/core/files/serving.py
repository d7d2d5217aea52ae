"""Handing out a file: as a download, and as nothing that a browser would run."""

from urllib.parse import quote

from django.http import FileResponse, HttpResponse

from sitrack.core.files.kinds import KINDS
from sitrack.core.models.stored_file import StoredFile


def download(stored: StoredFile) -> FileResponse:
    """The bytes, for a view that has checked that its reader may have them.

    Raises ValueError for a file that may not be opened by anybody.
    """
    if not stored.may_be_opened:
        raise ValueError(f"{stored.pk} may not be opened.")
    response = FileResponse(
        stored.content.open("rb"), content_type=KINDS[stored.kind].mime
    )
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{_said(stored)}"
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def hand_out(
    content: bytes, *, name: str, kind: str = "application/pdf"
) -> HttpResponse:
    """Bytes that the system made, for a view that has checked that its reader may have
    them: as a download, and kept by nobody on the way."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _said(stored: StoredFile) -> str:
    return quote(stored.name, safe="")
