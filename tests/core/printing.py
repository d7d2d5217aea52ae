"""A document to print, and its parts drawn and joined."""

from datetime import UTC, datetime

from sitrack.core.documents import Document, Part, drawing
from sitrack.core.documents.joining import Piece, join

DOCUMENT = Document(
    filename="letter.pdf",
    title="A letter",
    printed_at=datetime(2026, 6, 10, 8, 30, tzinfo=UTC),
    printed_by="Amara Whitlock",
    running="Hawthorn Primary School, 2025/26",
    parts=(Part("Letter", "pdf/base.html"),),
)
PAGE = '<html lang="en-GB"><head><title>T</title></head><body>{}</body></html>'
TITLE = "<h1>Heading</h1>"


def drawn(body: str) -> bytes:
    return drawing._printer.draw(PAGE.format(body), drawing.stylesheet())


def whole(*bodies: str, headed: bool = False) -> bytes:
    """The document with a part for each body, under its title."""
    pieces = [
        Piece(f"Part {number}", drawn(body if number > 1 else TITLE + body))
        for number, body in enumerate(bodies, 1)
    ]
    sheet = drawing.stamp_of(DOCUMENT)
    stamp = drawing._printer.draw(sheet, drawing.stylesheet(), tagged=False)
    return join(pieces, stamp, drawing._about(DOCUMENT), headed=headed)
