"""A file that is made for its asker and kept nowhere."""

from django.http import HttpResponse

from sitrack.core import calendar


def handed_out(content: bytes, filename: str, mime: str) -> HttpResponse:
    """A file as an answer; nobody between keeps it."""
    return HttpResponse(
        content,
        content_type=mime,
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def zip_file(content: bytes, name: str) -> HttpResponse:
    """A zip whose name tells what it is, never whose."""
    filename = f"{name}-{calendar.today():%Y-%m-%d}.zip"
    return handed_out(content, filename, "application/zip")
