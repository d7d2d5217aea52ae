"""Deciding a level, and the history that follows (SM-1)."""

from datetime import date

from django.db import transaction

from engagement.models import (
    Level,
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    Side,
    View,
)
from engagement.models.levels import IN_FORCE_STATES
from engagement.rules import levels as rules
from engagement.rules.records import check_teaches
from engagement.services.change_evidence import check_cited
from engagement.services.change_letters import write_change_letter
from engagement.services.level_steps import both_sides, move, notify, tell
from engagement.services.succession import hold_history, make_room
from sitrack.core import clock
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded


@transaction.atomic
def approve(
    *,
    assignment: LevelAssignment,
    by: User,
    note: str = "",
    effective_from: date | None = None,
) -> LevelAssignment:
    """Put a level in force; the one before ends the day before (INV-02), and the
    school has a letter about it (LET-06).

    Where next year's level is agreed already, this one ends on the day before that.
    Raises RuleBroken for one's own proposal, without a note where the sides differ, for
    a school that may not stand at the level (INV-05), or when somebody has decided
    already.
    """
    rules.check_can("approve", state=assignment.state)
    day = effective_from or assignment.effective_from
    year = assignment.record.year
    rules.check_effective(day=day, start=year.start, end=year.end)
    school = hold_history(assignment.school)
    rules.check_statutory(
        statutory=assignment.level.statutory, maintained=school.maintained
    )
    check_teaches(closed_on=school.closed_on, day=day)
    check_cited(assignment)
    last = make_room(assignment, day, by=by)
    _decide(
        assignment, "approve", by=by, note=note, effective_from=day, effective_to=last
    )
    tell("level.approved", assignment, by=by, audience=Audience.EVERYONE)
    notify(assignment, both_sides(assignment), worded("A {level} was approved"))
    write_change_letter(assignment, by=by)
    return assignment


@transaction.atomic
def return_proposal(
    *, assignment: LevelAssignment, by: User, note: str
) -> LevelAssignment:
    """Send a proposal back to whoever raised it, with a note."""
    _decide(assignment, "return", by=by, note=note)
    tell("level.returned", assignment, by=by, audience=Audience.LEADERS)
    notify(
        assignment, [assignment.raised_by], worded("A proposal of a {level} came back")
    )
    return assignment


@transaction.atomic
def reject(*, assignment: LevelAssignment, by: User, note: str) -> LevelAssignment:
    """Turn a proposal down with a reason; the level in force stays."""
    _decide(assignment, "reject", by=by, note=note)
    tell("level.rejected", assignment, by=by, audience=Audience.LEADERS)
    notify(
        assignment,
        both_sides(assignment),
        worded("A proposal of a {level} was rejected"),
    )
    return assignment


@transaction.atomic
def set_opening_level(
    *, record: SchoolYearRecord, level: Level, effective_from: date, by: User
) -> LevelAssignment:
    """Enter the level a school stands at when it first comes into sitrack.

    Raises RuleBroken when the school has a level already.
    """
    school = record.school
    if school.levels.filter(state__in=IN_FORCE_STATES).exists():
        raise RuleBroken(f"{school} has one already. Propose a change.")
    rules.check_statutory(statutory=level.statutory, maintained=school.maintained)
    now = clock.now()
    assignment = LevelAssignment.objects.create(
        school=school,
        record=record,
        level=level,
        effective_from=effective_from,
        state=LevelState.APPROVED,
        raised_by=by,
        raised_side=Side.LA,
        raised_at=now,
        decided_by=by,
        decided_at=now,
    )
    day = f"{effective_from:%-d %B %Y}"
    tell("level.set", assignment, by=by, audience=Audience.EVERYONE, day=day)
    return assignment


def _decide(
    assignment: LevelAssignment,
    verb: str,
    *,
    by: User,
    note: str,
    **fields: date | None,
) -> None:
    rules.check_decider(
        raised_by=assignment.raised_by_id,
        viewed_by=assignment.viewed_by_id,
        decided_by=by.pk,
    )
    differ = assignment.view == View.PREFERS_OTHER
    rules.check_note(note=note, verb=verb, views_differ=differ)
    now = clock.now()
    move(assignment, verb, decided_by=by, decided_at=now, decision_note=note, **fields)
