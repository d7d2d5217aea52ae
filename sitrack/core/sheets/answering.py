"""A list's file as the answer to a request that asks for it."""

import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from sitrack.core import calendar
from sitrack.core.sheets.comma_separated import write_csv
from sitrack.core.sheets.excel import write_excel
from sitrack.core.sheets.value import Sheet

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": ("text/csv; charset=utf-8", write_csv), "xlsx": (EXCEL, write_excel)}


def asked_as(request: HttpRequest) -> str:
    """The kind of file that the address asks for; empty where it asks for the page."""
    kind = request.GET.get("as", "")
    return kind if kind in KINDS else ""


def sheet_file(sheet: Sheet, rows: Iterable[Any], kind: str) -> HttpResponse:
    """The rows as a file of a kind that ``asked_as`` gave.

    It is whole before the first byte goes out: what fails fails as a page does, and no
    file ends in the middle.
    """
    mime, write = KINDS[kind]
    file = io.BytesIO()
    write(sheet, rows, file)
    name = f"{sheet.name}-{calendar.today():%Y-%m-%d}.{kind}"
    return HttpResponse(
        file.getvalue(),
        content_type=mime,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
