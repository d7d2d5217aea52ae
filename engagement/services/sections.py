"""What each side writes in sections 1 and 2: trajectories, assessments, support."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db import transaction

from engagement.models import (
    AssessmentCell,
    AssessmentMeasure,
    MenuItem,
    Option,
    RecordPriority,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.rules.menu import put_into
from engagement.services.holding import hold_open
from schools.models import School
from sitrack.core import clock, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Row, Stale, take_next_version, was_made
from sitrack.core.words import worded

NAMES = {
    TrajectoryView.Viewpoint.SCHOOL: "school’s view",
    TrajectoryView.Viewpoint.LA: "{authority}’s view",
    TrajectoryView.Viewpoint.JOINT: "agreed view",
}
SUBJECTS = {
    TrajectoryView.Subject.INSPECTION: "trajectory to the next {inspection}",
    TrajectoryView.Subject.ASSESSMENT: "trajectory for assessments",
}


@transaction.atomic
def give_trajectory(
    *,
    record: SchoolYearRecord,
    term: Term,
    subject: str,
    viewpoint: str,
    option: Option,
    comment: str,
    expected_version: int,
    by: User,
    draft: bool = False,
) -> TrajectoryView:
    """Write one side's view for a term (SUF-R-15 to 17); a draft stays with its side.

    ``expected_version`` is 0 where none was written yet. A view that was given
    stays given: it can be amended, with history, but not taken back into draft.
    Raises Stale and RuleBroken.
    """
    _check_term(record, term)
    view = _row(
        TrajectoryView,
        expected_version,
        record=record,
        term=term,
        subject=subject,
        viewpoint=viewpoint,
        defaults={"option": option},
        by=by,
    )
    if draft and view.given_at:
        raise RuleBroken("This view was already given. Save it as an amendment.")
    view.option, view.comment = option, comment
    if not draft:
        view.given_by, view.given_at = by, clock.now()
    view.save()
    side = Audience.SCHOOL if viewpoint == "school" else Audience.AUTHORITY
    events.record(
        "trajectory.drafted" if draft else "trajectory.given",
        record,
        by=by,
        scope=record.school.scope,
        audience=side if draft else Audience.EVERYONE,
        viewpoint=NAMES[TrajectoryView.Viewpoint(viewpoint)],
        subject=worded(SUBJECTS[TrajectoryView.Subject(subject)]),
        term=term.name,
        option=option.label,
    )
    return view


@transaction.atomic
def set_assessments(
    *,
    record: SchoolYearRecord,
    term: Term,
    texts: dict[AssessmentMeasure, str],
    expected_versions: dict[int, int],
    by: User,
    numbers: Mapping[AssessmentMeasure, Decimal | None] = MappingProxyType({}),
) -> None:
    """Write a term's column of the assessment table (SUF-R-18).

    ``numbers`` are in each measure's unit; one that is not named stays as it is.
    ``expected_versions`` maps a measure's id to the version its writer saw, 0 or
    missing where the cell was empty. Only cells that differ are written.
    Raises Stale and RuleBroken.
    """
    _check_term(record, term)
    present = {
        cell.measure_id: cell
        for cell in AssessmentCell.objects.filter(record=record, term=term)
    }
    changed = 0
    for measure, text in texts.items():
        cell = present.get(measure.pk)
        before = (cell.text, cell.number) if cell else ("", None)
        after = (text, numbers.get(measure, before[1]))
        if after == before:
            continue
        cell = _row(
            AssessmentCell,
            expected_versions.get(measure.pk, 0),
            record=record,
            term=term,
            measure=measure,
            defaults={},
            by=by,
        )
        cell.text, cell.number = after
        cell.save()
        changed += 1
    if changed:
        events.record(
            "assessments.changed",
            record,
            by=by,
            scope=record.school.scope,
            term=term.name,
        )


@dataclass(frozen=True)
class SupportLine:
    """One strand of a term's plan as its writer leaves it."""

    text: str
    planned_minutes: int | None
    expected_version: int
    menu_items: tuple[MenuItem, ...] = ()
    priorities: tuple[RecordPriority, ...] = ()
    partner_school: School | None = None

    @property
    def is_empty(self) -> bool:
        planned = self.planned_minutes or self.menu_items or self.priorities
        return not (self.text or planned or self.partner_school)


@transaction.atomic
def plan_support(
    *,
    record: SchoolYearRecord,
    term: Term,
    lines: dict[str, SupportLine],
    by: User,
) -> None:
    """Write a term's plan for collaborative improvement support (SUF-R-22 to 25),
    with the priorities that it is for (SUF-W-07).

    ``lines`` maps strands to what is planned; lines of the menu that it names stand in
    its text, and are added where they do not. Raises Stale, and RuleBroken for a partner
    school of another strand or the school itself.
    """
    _check_term(record, term)
    for strand, line in lines.items():
        _check_partner(record, strand, line.partner_school)
        present = SupportEntry.objects.filter(record=record, term=term, strand=strand)
        entry = present.first()
        if entry is None and line.is_empty:
            continue
        entry = _row(
            SupportEntry,
            line.expected_version,
            record=record,
            term=term,
            strand=strand,
            defaults={},
            by=by,
        )
        entry.text = put_into(line.text, [item.text for item in line.menu_items])
        entry.planned_minutes = line.planned_minutes
        entry.partner_school = line.partner_school
        entry.save()
        entry.menu_items.set(line.menu_items)
        entry.priorities.set(line.priorities)
    events.record(
        "support.changed", record, by=by, scope=record.school.scope, term=term.name
    )


def _check_partner(
    record: SchoolYearRecord, strand: str, partner: School | None
) -> None:
    if partner is None:
        return
    if strand != SupportEntry.Strand.SCHOOL_TO_SCHOOL:
        raise RuleBroken("A partner school is named for school to school support.")
    if partner.pk == record.school_id:
        raise RuleBroken("Name another school than this one.", "partner")


def _check_term(record: SchoolYearRecord, term: Term) -> None:
    hold_open(record)
    if term.year_id != record.year_id:
        raise RuleBroken(f"{term} is not a term of the record of {record}.", "term")


def _row(
    model: type[Row],
    expected_version: int,
    *,
    by: User,
    defaults: dict[str, Any],
    **key: Any,
) -> Row:
    """The row to write, at its next version; a new one where none was seen.

    Its history will name the writer, whoever's request it is.
    """
    row, created = model._default_manager.get_or_create(**key, defaults=defaults)
    if created and expected_version:
        raise Stale(row)
    if created:
        was_made(row)
    else:
        take_next_version(row, expected=expected_version)
    row._history_user = by  # type: ignore[attr-defined]
    return row
