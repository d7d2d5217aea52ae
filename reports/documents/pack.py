"""The inspection pack: for the evening before, when an inspector comes tomorrow."""

from collections.abc import Iterator
from datetime import datetime

from engagement.models import SchoolYearRecord
from reports.documents.kind import About, Kind, paper, traded
from reports.documents.pack_view import PackView, pack_view
from reports.documents.plan import find_plan, plan_document
from reports.documents.record import record_document, record_parts, visit_part
from reports.documents.summary import find_present
from reports.documents.visit import find_visit, visit_document
from reports.record_view import RecordView, VisitView, record_view
from sitrack.core.documents import Document, Part
from sitrack.core.models import User

LATEST = 3


def pack_document(
    record: SchoolYearRecord, *, reader: User, at: datetime | None = None
) -> Document:
    """All in one: whom to call, what is open, the last three visits, then the record,
    which leaves those visits out: nothing is printed twice."""
    view, pack = record_view(record, reader=reader), pack_view(record, reader)
    latest = _latest(view)
    return paper(
        *_first_parts(pack, latest),
        *(visit_part(visit) for visit in latest),
        *record_parts(record, view, reader, without=latest, within=True),
        title="Inspection pack",
        file=("inspection-pack", pack.school, pack.year),
        running=f"{pack.school}, {pack.year}",
        notice=traded(record),
        reader=reader,
        at=at,
    )


def pack_pieces(
    record: SchoolYearRecord, *, reader: User, at: datetime | None = None
) -> Iterator[Document]:
    """The same as documents of their own, each whole, in the order to be read."""
    view, pack = record_view(record, reader=reader), pack_view(record, reader)
    yield paper(
        *_first_parts(pack, ()),
        title="Inspection pack",
        file=("contacts-and-open-actions", pack.school),
        running=f"{pack.school}, {pack.year}",
        notice=traded(record),
        reader=reader,
        at=at,
    )
    for visit in _latest(view):
        yield visit_document(find_visit(reader, visit.id), reader=reader, at=at)
    for plan in pack.plans:
        yield plan_document(find_plan(reader, plan.plan_id), reader=reader, at=at)
    yield record_document(record, reader=reader, at=at)


def _latest(view: RecordView) -> tuple[VisitView, ...]:
    """The last three final visits, the newest first."""
    final = [visit for visit in view.visits if visit.is_final]
    return tuple(reversed(final[-LATEST:]))


def _first_parts(pack: PackView, latest: tuple[VisitView, ...]) -> Iterator[Part]:
    front = {"pack": pack, "latest": latest}
    yield Part("Whom to call, what is open", "pdf/pack.html", front)


PACK = Kind(
    code="inspection-pack",
    label="Inspection pack",
    find=find_present,
    build=pack_document,
    about=lambda record: About(record.school, record.year.label),
    pieces=pack_pieces,
)
