"""The governors' summary: at most two pages, in plain words."""

from datetime import datetime

from django.http import Http404

from engagement.models import SchoolYearRecord
from reports.documents.kind import About, Kind, paper, traded
from reports.documents.plain import plain_view
from reports.documents.record import find_record
from reports.queries.school import Stand, stand_of
from reports.services.summaries import up_to_date
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.words import word, worded_later


def find_present(reader: User, pk: int) -> SchoolYearRecord:
    """The record, where it is this year's: where a school stands is said of today."""
    record = find_record(reader, pk)
    if up_to_date(record.school).record_key != record.pk:
        raise Http404
    return record


def stand_for(record: SchoolYearRecord, reader: User) -> Stand:
    """Where the record's school stands today, as the reader may know it."""
    return stand_of(record.school, up_to_date(record.school), reader)


def summary_document(
    record: SchoolYearRecord, *, reader: User, at: datetime | None = None
) -> Document:
    """Two pages on where the school stands, to read before a meeting."""
    view = plain_view(record, stand_for(record, reader), reader)
    return paper(
        Part(word("summary"), "pdf/summary.html", {"view": view}),
        title=word("summary"),
        file=("summary", view.school, view.year),
        running=f"{view.school}, {view.year}",
        notice=traded(record),
        reader=reader,
        at=at,
    )


SUMMARY = Kind(
    code="summary",
    label=worded_later("{summary}"),
    find=find_present,
    build=summary_document,
    about=lambda record: About(record.school, record.year.label),
)
