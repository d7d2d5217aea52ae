"""What a kind of document is, and what all documents of this app share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.text import slugify

from engagement.models import SchoolYearRecord
from schools.models import School
from sitrack.core.documents import Document, Part
from sitrack.core.models import User


class About(NamedTuple):
    """Whose a document is: the school, where it is one school's, and the year."""

    school: School | None
    year: str


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    ``find`` gives the subject of a key to a reader; it raises Http404 out of scope and
    PermissionDenied where the role does not reach. ``build`` makes the document of a
    subject for a reader, printed at a moment; ``about`` says whose the subject is. A
    kind that is handed out as a folder too says of which documents, with ``pieces``.
    """

    code: str
    label: str
    find: Callable[[User, int], Any]
    build: Callable[..., Document]
    about: Callable[[Any], About]
    pieces: Callable[..., Iterator[Document]] | None = None


def paper(
    *parts: Part,
    title: str,
    file: tuple[str, ...],
    running: str,
    reader: User,
    at: datetime | None,
    notice: str = "",
) -> Document:
    """A document of parts, for one reader; ``file`` are the words of the file's name,
    ``at`` is now unless given."""
    return Document(
        filename=f"{slugify(' '.join(file).replace('/', '-'))}.pdf",
        title=title,
        printed_at=at or timezone.now(),
        printed_by=str(reader),
        running=running,
        notice=notice,
        parts=parts,
    )


def traded(record: SchoolYearRecord) -> str:
    """What every page says of a school that buys the service."""
    return "Academy that buys the service (traded)" if record.is_traded else ""
