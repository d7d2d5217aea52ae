"""A letter to a school that is not restricted, as it was issued (LET-04, LET-07)."""

from datetime import datetime

from engagement.documents import school_letter_document
from engagement.models import SchoolLetter
from reports.documents.kind import About, Kind
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document
from sitrack.core.models import User
from sitrack.core.roles import Capability


def find_school_letter(reader: User, pk: int) -> SchoolLetter:
    """The letter in the reader's scope, whose reader may download the record."""
    letters = SchoolLetter.objects.select_related("school", "year")
    letter: SchoolLetter = get_visible_or_404(letters, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, letter.school)
    return letter


def document_of(
    letter: SchoolLetter, *, reader: User, at: datetime | None = None
) -> Document:
    """The same for every reader, at any time."""
    return school_letter_document(letter)


SCHOOL_LETTER = Kind(
    code="school-letter",
    label="Letter to the school",
    find=find_school_letter,
    build=document_of,
    about=lambda letter: About(letter.school, letter.year.label),
)
