"""The pathway review of a school, and the report of a validation (PDF-11, LET-12)."""

from datetime import datetime
from typing import Any

from django.http import Http404

from engagement.models import (
    Grading,
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    Side,
    Validation,
)
from engagement.queries.gradings import findings_of, gradings_form, scale_of
from engagement.queries.letters import record_now
from engagement.queries.levels import level_in_force
from engagement.queries.validations import standing_of
from engagement.services.proposals import levels_met
from reports.documents.kind import About, Kind, paper, traded
from schools.access import get_visible_or_404, require
from sitrack.core import calendar
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.templatetags.govuk import day
from sitrack.core.words import word, worded_later

# What nobody but its own side may read is not printed.
OPEN_TO_BOTH = [
    *(LevelState.PROPOSED, LevelState.VIEWED, LevelState.APPROVED),
    *(LevelState.SUPERSEDED, LevelState.REJECTED),
]


def find_graded(reader: User, pk: int) -> SchoolYearRecord:
    """The record of a school whose gradings the reader reads; 404 where none are kept."""
    rows = SchoolYearRecord.objects.select_related("school", "year", "framework")
    record: SchoolYearRecord = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, record.school)
    require(reader, Capability.READ_DUE, record.school)
    if gradings_form(record.framework) is None:
        raise Http404
    return record


def pathway_document(
    record: SchoolYearRecord, *, reader: User, at: datetime | None = None
) -> Document:
    """Gradings, what follows from them, both opinions, the decision, and what the
    pathway brings."""
    school, form = record.school, gradings_form(record.framework)
    if form is None:
        raise Http404
    findings = findings_of(school, record.framework)
    level = level_in_force(school, calendar.today())
    opened = LevelAssignment.objects.filter(record=record, state__in=OPEN_TO_BOTH)
    opened = opened.select_related("level", "view_level", "decided_by")
    last = opened.order_by("pk").last()
    found = record.framework.criteria.filter(
        code__in=findings.codes if findings else ()
    )
    title = f"{word('Level')} review"
    context: dict[str, Any] = {
        "title": title,
        "school": school.name,
        "year": record.year.label,
        "level": level,
        "findings": findings,
        "met": levels_met(record, findings),
        "found": [(one.text, findings.told[one.code]) for one in found if findings],
        "last": last,
        "by_school": last is not None and last.raised_side == Side.SCHOOL,
        "standing": standing_of(school, form).words,
        "rules": form.rules,
        "validations": list(Validation.objects.held().filter(school=school)),
        "brings": list(level.entitlements.all()) if level else [],
    }
    return paper(
        Part(title, "pdf/pathway.html", context),
        title=title,
        file=(title, school.name, record.year.label),
        running=f"{school.name}, {record.year.label}",
        notice=traded(record),
        reader=reader,
        at=at,
    )


def find_validation(reader: User, pk: int) -> Validation:
    """A validation that was held, whose reader reads gradings."""
    rows = Validation.objects.held().select_related("school", "agreed_by")
    found: Validation = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.READ_DUE, found.school)
    return found


def validation_document(
    found: Validation, *, reader: User, at: datetime | None = None
) -> Document:
    """What was looked at, the grades, and the report."""
    record = record_now(found.school)
    form = gradings_form(record.framework) if record else None
    if record is None or form is None:
        raise Http404
    scale = scale_of(record.framework)
    rows = Grading.objects.standing().filter(validation=found)
    grades = {row.indicator: scale.get(row.grade, row.grade) for row in rows}
    kind = form.validation(found.kind)
    title = f"{found.kind_name} report"
    context = {
        "title": title,
        "validation": found,
        "school": found.school.name,
        "kind": kind.label if kind else found.kind_name,
        "held": f"Held on {day(found.held_on)}",
        "grades": [
            (one.named, grades.get(one.code, "Not graded"))
            for one in form.indicators
            if one.code in found.indicators
        ],
    }
    return paper(
        Part(title, "pdf/validation.html", context),
        title=title,
        file=(title, found.school.name, str(found.held_on)),
        running=f"{found.school.name}, {found}",
        reader=reader,
        at=at,
    )


PATHWAY = Kind(
    code="pathway-review",
    label=worded_later("{Level} review"),
    find=find_graded,
    build=pathway_document,
    about=lambda record: About(record.school, record.year.label),
)
VALIDATION = Kind(
    code="validation-report",
    label="Report of a validation",
    find=find_validation,
    build=validation_document,
    about=lambda found: About(found.school, ""),
)
