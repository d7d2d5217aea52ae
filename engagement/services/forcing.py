"""A level that the authority sets at once, because a letter brings it (INV-18, WIL-W-07)."""

from django.db import transaction

from engagement.models import (
    Level,
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    Side,
    View,
)
from engagement.queries.levels import level_in_force
from engagement.rules import levels as rules
from engagement.services.change_letters import write_change_letter
from engagement.services.holding import hold_open
from engagement.services.level_steps import approvers, both_sides, move, notify, tell
from engagement.services.succession import hold_history, make_room
from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.versions import was_made
from sitrack.core.words import worded


@transaction.atomic
def put_in_force(
    *,
    record: SchoolYearRecord,
    level: Level,
    raised_by: User,
    by: User,
    forced: bool = False,
    letter: bool = True,
    note: str = "",
) -> LevelAssignment | None:
    """Put a level in force from today, without a proposal; None where the school stands
    at it already.

    Where it is forced the school's view is asked for afterwards, and is no veto. Whoever
    calls it has checked whose decision this is; a ``letter`` about the change goes out
    unless the caller sends its own. Raises RuleBroken in a locked record,
    and where another level of the year begins today or later (INV-02).
    """
    hold_open(record)
    school = hold_history(record.school)
    today = calendar.today()
    if level_in_force(school, today) == level:
        return None
    rules.check_statutory(statutory=level.statutory, maintained=school.maintained)
    now = clock.now()
    made = LevelAssignment(
        school=school,
        record=record,
        level=level,
        effective_from=today,
        state=LevelState.APPROVED,
        raised_by=raised_by,
        raised_side=Side.LA,
        raised_at=now,
        decided_by=by,
        decided_at=now,
        decision_note=note,
        forced=forced,
    )
    made.effective_to = make_room(made, today, by=by)
    made.save()
    was_made(made)
    verb = "level.forced" if forced else "level.approved"
    tell(verb, made, by=by, audience=Audience.EVERYONE)
    asked = (
        "The {level} of your school has changed" if forced else "A {level} was approved"
    )
    notify(made, both_sides(made), worded(asked))
    if letter:
        write_change_letter(made, by=by)
    return made


@transaction.atomic
def give_view_after(
    *,
    assignment: LevelAssignment,
    view: View,
    by: User,
    level: Level | None = None,
    text: str = "",
) -> LevelAssignment:
    """Record the school's view of a level that was set at once, one time (INV-18).

    Raises RuleBroken for another level, where it is given already, and where the level
    that the school would prefer is missing.
    """
    rules.check_after(forced=assignment.forced, given=bool(assignment.view))
    rules.check_view(
        view=view,
        preferred=level.code if level else None,
        proposed=assignment.level.code,
    )
    move(
        assignment,
        "view_after",
        view=view,
        view_level=level,
        view_text=text,
        viewed_by=by,
        viewed_at=clock.now(),
    )
    said = {"side": Side.SCHOOL.spoken, "view": View(view).label.lower()}
    tell("level.viewed_after", assignment, by=by, audience=Audience.LEADERS, **said)
    title = worded("The school’s view on a {level} was recorded")
    notify(assignment, approvers(assignment), title)
    return assignment
