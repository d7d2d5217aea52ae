"""The rolling record of a year: front sheet, sections 1 to 3, plan, glossary (PDF-01)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from engagement.models import SchoolYearRecord
from glossary.help import strapline
from reports.documents.charts import hours_chart, trajectory_chart
from reports.documents.glossary import glossary_parts
from reports.documents.kind import About, Kind, paper, traded
from reports.documents.plan import parts_within
from reports.front_sheet import has_sheet, read_sheet, set_name_of
from reports.plan_view import plans_in
from reports.record_view import RecordView, VisitView, record_view
from schools.access import first_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from sitrack.core.templatetags.govuk import day
from sitrack.core.words import worded_later


def find_record(reader: User, pk: int) -> SchoolYearRecord:
    """The record in the reader's scope, whose reader may download it."""
    found = _visible(reader, pk)
    record: SchoolYearRecord = first_or_404(found, reader, of=SchoolYearRecord, pk=pk)
    require(reader, Capability.EXPORT_RECORD, record.school)
    return record


@prepared
def _visible(reader: User, pk: int) -> Any:
    """The row before anything else: an unchanged record costs little more."""
    rows = SchoolYearRecord.objects.visible_to(reader).filter(pk=pk)
    return rows.select_related("school", "year", "framework").order_by()


def record_document(
    record: SchoolYearRecord, *, reader: User, at: datetime | None = None
) -> Document:
    """The record as its reader may see it. ``at`` is when it is printed, now unless
    given. Restricted letters are no part of it, whoever reads (CONF-01)."""
    view = record_view(record, reader=reader)
    return paper(
        *record_parts(record, view, reader),
        title=title_of(record, view),
        file=("record", view.school_name, view.year),
        running=f"{view.school_name}, {view.year}",
        notice=traded(record),
        reader=reader,
        at=at,
    )


def record_parts(
    record: SchoolYearRecord,
    view: RecordView,
    reader: User,
    *,
    without: tuple[VisitView, ...] = (),
    within: bool = False,
) -> Iterator[Part]:
    """The parts in the order of the form; each final visit is one, but for those that
    are printed elsewhere. ``within`` another document the record has no title page."""
    if has_sheet(record):
        yield from _set_of_notes(record, view, reader, without=without, within=within)
        return
    whole = {"record": view}
    front = {**whole, "strapline": strapline(), "within": within}
    yield Part("Front sheet", "pdf/record_front.html", front)
    drawn = {**whole, "trajectory": trajectory_chart(record, view)}
    yield Part(_short(view.section_1), "pdf/record_section_1.html", drawn)
    if view.section_2:
        yield Part(view.section_2, "pdf/record_section_2.html", whole)
    spent = {**whole, "hours": hours_chart(record, view, reader)}
    yield Part(view.section_3, "pdf/record_section_3.html", spent)
    for visit in view.visits:
        if visit.is_final and visit not in without:
            yield visit_part(visit)
    for plan in plans_in(record, reader):
        yield from parts_within(plan, reader)
    yield from glossary_parts(record.framework)


def title_of(record: SchoolYearRecord, view: RecordView) -> str:
    """What the document is called: as the framework's record, or its set of notes."""
    return set_name_of(record) or view.title


def _set_of_notes(
    record: SchoolYearRecord,
    view: RecordView,
    reader: User,
    *,
    without: tuple[VisitView, ...],
    within: bool,
) -> Iterator[Part]:
    """The front sheet and each final note, in the order of the year (PDF-05)."""
    sheet = read_sheet(record, reader)
    front = {
        "sheet": sheet,
        "school_name": view.school_name,
        "year": view.year,
        "within": within,
    }
    yield Part(sheet.name, "pdf/front_sheet.html", front)
    for visit in view.visits:
        if visit.is_final and visit not in without:
            yield visit_part(visit)
    for plan in plans_in(record, reader):
        yield from parts_within(plan, reader)


def visit_part(visit: VisitView) -> Part:
    """A final visit as it stands in the record."""
    return Part(name_of(visit), "pdf/record_visit.html", {"visit": visit})


def name_of(visit: VisitView) -> str:
    """What stands at the head of a note's later pages: its form, where it has a name
    of its own, and its day."""
    when = day(visit.date)
    return f"{visit.heading}, {when}" if visit.heading else f"Visit of {when}"


def _short(heading: str) -> str:
    """A long heading as it stands at the head of later pages."""
    return heading.split(" - ")[0]


RECORD = Kind(
    code="record",
    label=worded_later("{Record}"),
    find=find_record,
    build=record_document,
    about=lambda record: About(record.school, record.year.label),
)
