"""Documents that are not drawn: a page is asked for them, and what is in them is read."""

from importlib import import_module

import pytest

from sitrack.core.documents.drawing import page_of
from sitrack.core.documents.value import Document

# Where documents are drawn, by the name under which each place knows the printer.
DRAWN = (
    "reports.views.documents",
    "reports.services.bundles",
    "reports.services.publications",
    "reports.services.withdrawing",
    "engagement.services.letters.papers",
    "disclosure.services.releasing",
)
STAMPED = ("engagement.services.letters.papers",)


def as_text(document: Document) -> bytes:
    return page_of(document).encode()


def as_written(document: Document, *, kind: str) -> bytes:
    return as_text(document)


def as_text_unkept(document: Document) -> tuple[bytes, str]:
    """Under no name: each reader's is put together, and read."""
    return as_text(document), ""


def print_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every document be the text that would be drawn."""
    views = import_module("reports.views.documents")
    monkeypatch.setattr(views, "render_docx", as_written)
    asked = import_module("reports.documents.asked")
    monkeypatch.setattr(asked, "render_and_keep", as_text_unkept)
    for place in DRAWN:
        monkeypatch.setattr(import_module(place), "render_pdf", as_text)
    for place in STAMPED:
        monkeypatch.setattr(
            import_module(place), "laid_over", lambda pdf, words: pdf + words.encode()
        )
