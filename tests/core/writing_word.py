"""A document of given pages, written as a Word file."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sitrack.core.documents import Document, Part
from sitrack.core.documents.word import filling, render_docx

WHOLE = Document(
    filename="a-record.pdf",
    title="Record of Hawthorn",
    printed_at=datetime(2026, 6, 10, 9, 0, tzinfo=UTC),
    printed_by="Sam Rowe",
    running="Hawthorn, 2025/26",
    parts=(),
)


def written(
    monkeypatch: pytest.MonkeyPatch, body: str, *more: str, **said: Any
) -> bytes:
    """A document whose parts are these bodies, as a Word file; one that has no tag of
    its own is given one."""
    pages = [
        one if one.startswith("<body") else f"<body>{one}</body>"
        for one in (body, *more)
    ]
    monkeypatch.setattr(filling, "part_page", lambda part: pages[int(part.name)])
    parts = tuple(Part(str(number), "") for number in range(len(pages)))
    return render_docx(replace(WHOLE, parts=parts, **said))
