"""The letter about a change of level, as it was issued (PDF-09, LET-06).

Restricted letters are no kind of document: they stand apart (ADR 24).
"""

from datetime import datetime

from engagement.documents import change_letter_document
from engagement.models import ChangeLetter
from reports.documents.kind import About, Kind
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document
from sitrack.core.models import User
from sitrack.core.roles import Capability


def find_letter(reader: User, pk: int) -> ChangeLetter:
    """The letter in the reader's scope, whose reader may download the record."""
    letters = ChangeLetter.objects.select_related("school", "year")
    letter: ChangeLetter = get_visible_or_404(letters, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, letter.school)
    return letter


def letter_document(
    letter: ChangeLetter, *, reader: User, at: datetime | None = None
) -> Document:
    """The same for every reader, at any time."""
    return change_letter_document(letter)


LETTER = Kind(
    code="letter",
    label="Letter about a change of level",
    find=find_letter,
    build=letter_document,
    about=lambda letter: About(letter.school, letter.year.label),
)
