"""Documents as PDF: what a document is, how it is drawn, what text it can hold.

An app says what is printed (a template and its context) and calls ``render_pdf``.
Nothing else in the project imports WeasyPrint.
"""

from sitrack.core.documents.drawing import NotDrawn, render_pdf
from sitrack.core.documents.value import Document

__all__ = ["Document", "NotDrawn", "render_pdf"]
