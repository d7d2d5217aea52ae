"""Marking the benchmarks of a phase, reviewing it, and saying why it goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from engagement.models import (
    LevelAssignment,
    LongerStay,
    PhaseMark,
    PhaseReview,
    PhaseSheet,
    SchoolYearRecord,
)
from engagement.queries.phase_marks import marks_at
from engagement.rules import phases as rules
from engagement.rules.records import check_inside_year
from engagement.services.holding import hold_open
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, User
from sitrack.core.versions import take_next_version, was_made


@dataclass(frozen=True)
class Marked:
    """What is said of one benchmark or action; an empty mark says nothing."""

    code: str
    mark: str
    note: str = ""


@dataclass(frozen=True)
class Held:
    """A review of a phase as it is entered."""

    on: date
    present: str
    summary: str
    next_steps: str = ""


@transaction.atomic
def mark(
    *,
    record: SchoolYearRecord,
    group: str,
    title: str,
    marked: Iterable[Marked],
    seen_on: date,
    expected_version: int,
    by: User,
) -> int:
    """Give marks on the sheet of a group; the number of those that are new.

    What stands already is not given again, so that each keeps the day and the name of
    whoever saw it. Raises Stale, and RuleBroken for a day to come or a locked record.
    """
    hold_open(record)
    rules.check_seen(day=seen_on, today=calendar.today())
    sheet, made = PhaseSheet.objects.get_or_create(school=record.school, group=group)
    if made and not expected_version:
        was_made(sheet)
    else:
        take_next_version(sheet, expected=expected_version)
    given = marks_at(record.school_id)
    fresh = [one for one in marked if _is_new(one, given.get(one.code, ()))]
    now = clock.now()
    PhaseMark.objects.bulk_create(
        PhaseMark(
            sheet=sheet,
            code=one.code,
            mark=one.mark,
            note=one.note.strip() if one.mark else "",
            seen_on=seen_on,
            marked_by=by,
            marked_at=now,
        )
        for one in fresh
    )
    if fresh:
        _tell("phase.marked", record, by=by, group=title, count=len(fresh))
    return len(fresh)


@transaction.atomic
def hold_review(
    *, record: SchoolYearRecord, assignment: LevelAssignment, held: Held, by: User
) -> PhaseReview:
    """Record a review of the phase and share it with the school (CAD-19).

    The marks as they stand now are those of the review. Raises RuleBroken for a day
    to come, outside the year, or before the phase began.
    """
    hold_open(record)
    year = record.year
    rules.check_seen(day=held.on, today=calendar.today(), name="held_on")
    check_inside_year(day=held.on, start=year.start, end=year.end, what="The review")
    rules.check_in_phase(day=held.on, start=assignment.effective_from)
    review = PhaseReview.objects.create(
        record=record,
        assignment=assignment,
        held_on=held.on,
        present=held.present,
        summary=held.summary,
        next_steps=held.next_steps,
        reviewed_by=by,
        reviewer_name=str(by),
        shared_at=clock.now(),
    )
    events.record(
        "phase.reviewed",
        review,
        by=by,
        scope=record.school.scope,
        audience=Audience.EVERYONE,
        level=assignment.level.label,
        day=f"{held.on:%-d %B %Y}",
    )
    return review


@transaction.atomic
def go_on(
    *, record: SchoolYearRecord, assignment: LevelAssignment, reason: str, by: User
) -> LongerStay:
    """Say why the school stays past the longest time of its phase (ACC-067).

    Raises RuleBroken without a reason, and before the longest time is over.
    """
    hold_open(record)
    duration = assignment.level.duration
    stay = rules.stay_at(duration, assignment.effective_from, calendar.today())
    rules.check_can_go_on(stay=stay, reason=reason)
    stays = LongerStay.objects.create(
        assignment=assignment,
        reason=reason.strip(),
        said_by=by,
        said_at=clock.now(),
    )
    level = assignment.level.label
    _tell("phase.goes_on", record, by=by, level=level, reason=stays.reason)
    return stays


def _is_new(one: Marked, given: tuple[PhaseMark, ...]) -> bool:
    last = given[-1] if given else None
    if last is None:
        return bool(one.mark)
    return (one.mark, one.note.strip() if one.mark else "") != (last.mark, last.note)


def _tell(verb: str, record: SchoolYearRecord, *, by: User, **facts: object) -> None:
    events.record(
        verb,
        record,
        by=by,
        scope=record.school.scope,
        audience=Audience.LEADERS,
        **facts,
    )
