"""One final visit by itself: the block of section 3, to send after it (PDF-02)."""

from datetime import datetime

from engagement.models import SchoolYearRecord
from reports.documents.kind import About, Kind, paper, traded
from reports.documents.record import name_of
from reports.front_sheet import set_name_of
from reports.record_view import VisitView, visit_view
from reports.record_view.visits import with_parts
from reports.record_view.wording import Wording
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from visits.models import Visit, VisitState


def find_visit(reader: User, pk: int) -> Visit:
    """The final visit in the reader's scope, whose reader may download it: a note that
    may still change is read on the screen."""
    final = Visit.objects.filter(state=VisitState.FINAL)
    rows = final.select_related("record__school", "record__year", "record__framework")
    visit: Visit = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, visit.record.school)
    return visit


def visit_document(
    visit: Visit, *, reader: User, at: datetime | None = None
) -> Document:
    """The visit as its reader may see it."""
    record = visit.record
    words = Wording(record.framework)
    read = with_parts(Visit.objects.filter(pk=visit.pk), reader).get()
    view = visit_view(read)
    return paper(
        Part(
            name_of(view),
            "pdf/visit.html",
            {
                "visit": view,
                "form": _form_of(record, view, words),
                "section": "" if view.heading else words.label("section_3"),
                "school_name": record.school.name,
                "year": record.year.label,
            },
        ),
        title=name_of(view),
        file=("visit", record.school.name, visit.date.isoformat()),
        running=f"{record.school.name}, {record.year.label}",
        notice=traded(record),
        reader=reader,
        at=at,
    )


def _form_of(record: SchoolYearRecord, view: VisitView, words: Wording) -> str:
    """The form that the note belongs to, as its framework calls it."""
    return set_name_of(record) or words.label("title") or view.heading


VISIT = Kind(
    code="visit",
    label="Note of a visit",
    find=find_visit,
    build=visit_document,
    about=lambda visit: About(visit.record.school, visit.record.year.label),
)
