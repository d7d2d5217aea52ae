"""One level follows another, and none overlaps the next (INV-02)."""

from datetime import date, timedelta
from typing import cast

from django.db import transaction

from engagement.models import LevelAssignment, LevelState
from engagement.models.levels import IN_FORCE_STATES
from engagement.rules import levels as rules
from engagement.services.level_steps import step, tell
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken

ONE_DAY = timedelta(days=1)


def hold_history(school: School) -> School:
    """The school as it is now; whoever decides another level of it comes after."""
    rows = School.objects.select_for_update(no_key=True, of=("self",))
    held: School = rows.get(pk=school.pk)
    return held


def make_room(assignment: LevelAssignment, day: date, *, by: User) -> date | None:
    """End what is in force on a day on the day before; returns the last day of the
    level that begins then, where next year's is agreed already (INV-04).

    Raises RuleBroken where a level of the same year began on that day or later.
    """
    others = assignment.school.levels.filter(state__in=IN_FORCE_STATES)
    held = list(
        others.exclude(pk=assignment.pk)
        .select_related("level", "school")
        .order_by("effective_from")
    )
    same_year = [row for row in held if row.record_id == assignment.record_id]
    if same_year:
        last = same_year[-1]
        rules.check_follows(day=day, later=last.effective_from, label=last.level.label)
    for row in held:
        if row.effective_from < day <= (row.effective_to or day):
            _end(row, day - ONE_DAY, by=by)
    begun_later = [row.effective_from for row in held if row.effective_from >= day]
    return min(begun_later) - ONE_DAY if begun_later else None


def supersede_ended(limit: int) -> int:
    """Levels whose last day is over and that another follows; returns how many (SM-1).

    Run by two sweeps at once, or twice, it does each once.
    """
    over = LevelAssignment.objects.filter(
        state=LevelState.APPROVED, effective_to__lt=calendar.today()
    )
    rows = list(over.select_related("level", "school")[:limit])
    return sum(_supersede_once(row) for row in rows)


def _end(row: LevelAssignment, last: date, *, by: User) -> None:
    """A level that has ended is superseded; one that still runs is so after its day."""
    if row.state == LevelState.APPROVED and last < calendar.today():
        _supersede(row, last, by=by)
        return
    row.effective_to = last
    row.save()


def _supersede_once(row: LevelAssignment) -> bool:
    """Do it unless somebody else did so first."""
    try:
        with transaction.atomic():
            _supersede(row, cast(date, row.effective_to), by=None)
    except RuleBroken:
        return False
    return True


def _supersede(row: LevelAssignment, last: date, *, by: User | None) -> None:
    step(row, "supersede", effective_to=last)
    day = f"{last:%-d %B %Y}"
    tell("level.superseded", row, by=by, audience=Audience.EVERYONE, day=day)
