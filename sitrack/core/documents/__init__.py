"""Documents as PDF: what a document is, how it is drawn, what text it can hold.

An app says what is printed (parts, each a template and its context) and calls
``render_pdf``. Nothing else in the project imports WeasyPrint.
"""

from sitrack.core.documents.drawing import (
    NotDrawn,
    draw_ahead,
    render_and_keep,
    render_pdf,
)
from sitrack.core.documents.overlay import laid_over
from sitrack.core.documents.value import Document, Part
from sitrack.core.documents.versions import template_version

__all__ = [
    "Document",
    "NotDrawn",
    "Part",
    "draw_ahead",
    "laid_over",
    "render_and_keep",
    "render_pdf",
    "template_version",
]
