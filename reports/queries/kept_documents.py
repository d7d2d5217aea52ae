"""Which of the documents that a framework names a school has shared (TRU-D-01 to 06)."""

from dataclasses import dataclass

from engagement.definitions.school_documents import SchoolDocuments
from engagement.models import SchoolYearRecord
from engagement.queries.forms import form_of
from sitrack.core.models import User
from visits.models import VisitDocument


@dataclass(frozen=True)
class Kept:
    """One kind, and the last document of it that the reader may see, if any."""

    label: str
    latest: VisitDocument | None


@dataclass(frozen=True)
class KeptDocuments:
    """The list of a school's year; ``tagged`` bear a mark that no school has to have."""

    heading: str
    kinds: tuple[Kept, ...]
    tagged: tuple[Kept, ...]


def kept_documents(record: SchoolYearRecord, reader: User) -> KeptDocuments | None:
    """What the school shared at this year's visits, kind by kind; None where the
    framework names no kinds. One query."""
    form: SchoolDocuments | None = form_of(record.framework, "documents")
    if form is None:
        return None
    rows = VisitDocument.objects.visible_to(reader).shared()
    rows = rows.filter(visit__record=record).exclude(kind="")
    last = {one.kind: one for one in rows.order_by("consented_at", "pk")}
    return KeptDocuments(
        heading=form.heading,
        kinds=tuple(
            Kept(one.label, last.get(one.code)) for one in form.kinds() if one.kept
        ),
        tagged=tuple(
            Kept(one.label, last[one.code])
            for one in form.kinds()
            if not one.kept and one.code in last
        ),
    )
