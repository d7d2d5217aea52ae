"""The rolling record on screen, part by part: each part reads no more than it shows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator

from engagement.models import (
    SchoolYearRecord,
)
from engagement.queries.requests import by_term, requests_in
from plans.queries.lists import plans_at
from reports.front_sheet import has_sheet, read_sheet
from reports.queries.completeness import missing_in
from reports.queries.position import position, priorities
from reports.queries.reading import Reading, sections_of
from reports.queries.visit_rows import VisitRow, row_of
from reports.record_view.header import header_rows
from reports.record_view.sections import STRANDS
from schools.access import audiences_of
from sitrack.core import calendar, delivery
from sitrack.core.models import Event, User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from visits.models import Visit
from visits.unvisited import Unvisited, unvisited_terms

OTHER_TEAMS = ["other_teams"]
EVENTS_ON_A_PAGE = 50
VISITS_ON_A_PAGE = 30


@dataclass(frozen=True)
class Part:
    """A part of the record: its address, its name, its template, what it reads."""

    code: str
    name: str
    template: str
    read: Callable[[Reading], dict[str, Any]]
    for_teams: bool = False
    # Where a framework prints a front sheet, that takes the place of Suffolk's front
    # page and sections 1 and 2; ``with_sheet`` is what a part is called beside it.
    with_sheet: str = ""
    without_sheet: bool = True
    # The printed words without which a framework's record has no such part, and what a
    # part is called where the record's sections are not counted as Suffolk's are.
    asks: str = ""
    uncounted: str = ""


@prepared
def record_for_page(reader: User, pk: int, path: str) -> Any:
    """The record with what every part of its page needs, and whether a message that
    points to the page is unread, where the reader may see it."""
    records = SchoolYearRecord.objects.select_related(
        "school", "year", "framework", "contacts_confirmed_by"
    )
    unread = delivery.is_unread(reader, path=path)
    return records.visible_to(reader).filter(pk=pk).annotate(is_unread=unread)


def neighbours_of(record: SchoolYearRecord) -> dict[str, Any]:
    """The same school's records of the years before and after: one query."""
    years = _years(record.school_id)
    here = [row["pk"] for row in years].index(record.pk)
    return {
        "before": years[here - 1] if here else None,
        "after": years[here + 1] if here + 1 < len(years) else None,
    }


@prepared
def _years(school: int) -> Any:
    records = SchoolYearRecord.objects.filter(school=school).order_by("year__start")
    return records.values("pk", "year__label", "state")


def _front(reading: Reading) -> dict[str, Any]:
    today, year = calendar.today(), reading.record.year
    day = min(max(today, year.start), year.end)
    rows = header_rows(reading.record, reading.words, day)
    may_edit = reading.may(Capability.EDIT_HEADER)
    return {
        "rows": rows,
        "missing": missing_in(reading, rows) if may_edit else [],
        "vision_label": reading.words.label("vision"),
        "may_edit": may_edit,
    }


def _sheet(reading: Reading) -> dict[str, Any]:
    """The front sheet with the year's priorities below it."""
    return {
        "sheet": read_sheet(reading.record, reading.reader),
        "may_edit": reading.may(Capability.EDIT_RECORD),
        "may_confirm": reading.may(Capability.EDIT_HEADER),
        "may_propose": reading.may(Capability.PROPOSE_LEVEL),
        **priorities(reading),
    }


def _assessments(reading: Reading) -> dict[str, Any]:
    sections = sections_of(reading)
    grid = sections.assessments()
    return {
        "grid": grid,
        "rows": [
            pair for pair in grid.paired if pair[0].applies or _is_filled(pair[0])
        ],
        "terms": sections.columns,
        "may_edit": reading.may(Capability.EDIT_ASSESSMENTS),
    }


def _plan(reading: Reading) -> dict[str, Any]:
    sections = sections_of(reading)
    strands = OTHER_TEAMS if reading.is_team else list(STRANDS)
    requests = requests_in(reading.record, reading.reader)
    return {
        "plans": plans_at(reading.record.school_id, reading.reader),
        "grid": sections.support(strands, by_term(requests), reading.reader),
        "requests": requests,
        "terms": sections.columns,
        "may_edit": reading.may(Capability.EDIT_RECORD),
    }


def _visits(reading: Reading) -> dict[str, Any]:
    """Section 3 as a list, newest first; the diary is open to every reader but an
    officer of another team, who sees their own visits there too."""
    held = Visit.objects.visible_to(reading.reader).filter(record=reading.record)
    held = held.held().newest_first()
    pages = Paginator(held.values(*VisitRow.COLUMNS), VISITS_ON_A_PAGE)
    page = pages.get_page(reading.page)
    diary = Visit.objects.planned().filter(record=reading.record)
    if reading.is_team:
        diary = diary.visible_to(reading.reader)
    planned = diary.order_by("date", "pk").values(
        "pk", "date", "planned_for", "lead__name"
    )
    return {
        "section": reading.words.label("section_3"),
        "planned": planned[:VISITS_ON_A_PAGE] if page.number == 1 else [],
        "visits": [row_of(row) for row in page.object_list],
        "page_obj": page,
        "unvisited": _unvisited(reading) if page.number == 1 else [],
        "may_explain": reading.may(Capability.EXPLAIN_NO_VISIT),
        "may_open_planned": not reading.is_governance,
        "may_log": reading.may(Capability.LOG_VISIT),
    }


def _unvisited(reading: Reading) -> list[Unvisited]:
    """Terms without a visit; an officer of another team knows of no visit but their
    own, nor why there was none (ACC-100)."""
    if reading.is_team:
        return []
    return unvisited_terms(reading.record, calendar.terms_of(reading.record.year))


def _history(reading: Reading) -> dict[str, Any]:
    school, year = reading.record.school, reading.record.year
    told = Event.objects.within(school.scope).told_to(
        audiences_of(reading.reader, school)
    )
    within = told.filter(at__date__gte=year.start, at__date__lte=year.end)
    page = Paginator(within, EVENTS_ON_A_PAGE).get_page(reading.page)
    return {"events": page.object_list, "page_obj": page}


PARTS = {
    part.code: part
    for part in (
        Part(
            *("sheet", "Front sheet", "sheet", _sheet),
            for_teams=True,
            with_sheet="Front sheet",
            without_sheet=False,
        ),
        Part("front", "Front page", "front", _front, for_teams=True),
        Part(*("position", "1. Position", "position", position), uncounted="Position"),
        Part(
            *("assessments", "Assessments", "assessments", _assessments),
            asks="assessment_table",
        ),
        Part(
            *("plan", "2. Plan for support", "plan", _plan),
            for_teams=True,
            asks="section_2",
        ),
        Part(
            *("visits", "3. Joint work", "visits", _visits),
            for_teams=True,
            with_sheet="Visits",
            uncounted="Visits",
        ),
        Part(
            *("history", "Who did what", "history", _history),
            with_sheet="Who did what",
        ),
    )
}


def parts_for(reading: Reading) -> list[Part]:
    """The parts that this reader may open."""
    words = reading.words
    parts = [part for part in PARTS.values() if part.for_teams or not reading.is_team]
    if has_sheet(reading.record):
        return [replace(one, name=one.with_sheet) for one in parts if one.with_sheet]
    parts = [one for one in parts if one.without_sheet]
    parts = [one for one in parts if not one.asks or words.has(one.asks)]
    if words.has("section_2"):
        return parts
    return [replace(one, name=one.uncounted or one.name) for one in parts]


def part_asked(parts: list[Part], code: str) -> Part:
    """The part that was asked for; the front sheet, or the second part, where the
    reader has it not."""
    named = next((part for part in parts if part.code == code), None)
    first = parts[0] if parts[0].code == "sheet" else parts[min(1, len(parts) - 1)]
    return named or first


def _is_filled(row: Any) -> bool:
    return any(not cell.is_empty for cell in row.cells)
