"""Which of the documents that a framework names a school has shared (TRU-D-01 to 06)."""

from dataclasses import dataclass
from typing import Any

from engagement.definitions.school_documents import SchoolDocuments
from engagement.models import SchoolYearRecord
from engagement.queries.forms import form_of
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.models import VisitDocument


@dataclass(frozen=True)
class Kept:
    """One kind, and the last document of it that the reader may see, if any."""

    label: str
    latest: VisitDocument | None


@dataclass(frozen=True)
class KeptDocuments:
    """The list of a school's year, and last what bears a mark that none has to have."""

    heading: str
    kinds: tuple[Kept, ...]


def kept_documents(record: SchoolYearRecord, reader: User) -> KeptDocuments | None:
    """What the school shared at this year's visits, kind by kind; None where the
    framework names no kinds. One query."""
    form: SchoolDocuments | None = form_of(record.framework, "documents")
    if form is None:
        return None
    last = {one.kind: one for one in _shared(reader, record.pk)}
    return KeptDocuments(
        heading=form.heading,
        kinds=tuple(
            Kept(one.label, last.get(one.code))
            for one in form.kinds()
            if one.kept or one.code in last
        ),
    )


@prepared
def _shared(reader: User, record: int) -> Any:
    rows = VisitDocument.objects.visible_to(reader).shared()
    rows = rows.filter(visit__record=record, kind__gt="")
    return rows.only("kind", "title", "consented_at").order_by("consented_at", "pk")
