"""A school's documents, kept and offered, with a word in each title, name and text."""

from collections.abc import Callable

from django.core.files.base import ContentFile

from sitrack.core.files.services import scan
from tests.samples import PDF
from tests.universe import Council
from visits.models import Visit, VisitDocument
from visits.services import documents

LINK = "https://documents.example/"
Readers = frozenset[str]


def offer_documents(
    council: Council,
    visit: Visit,
    word: Callable[[str, Readers], str],
    *,
    leaders: Readers,
    both: Readers,
) -> dict[str, VisitDocument]:
    """A link and a file that are kept, and a link and a file that are offered."""
    made = {}
    for name, readers in (("kept", leaders), ("offered", both)):
        made[name] = documents.add_document(
            visit=visit,
            title=word(f"{name}title", readers),
            link=LINK + word(f"{name}link", readers),
            by=council.helen,
        )
        content = PDF + word(f"{name}content", readers).encode()
        made[f"{name}file"] = documents.add_document(
            visit=visit,
            title=word(f"{name}filetitle", readers),
            file=ContentFile(content, name=word(f"{name}file", readers) + ".pdf"),
            by=council.helen,
        )
        stored = made[f"{name}file"].file
        assert stored is not None
        scan(stored)
    for name in ("offered", "offeredfile"):
        documents.consent(document=made[name], by=council.helen)
    return made
