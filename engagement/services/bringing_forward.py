"""A level that is approved for a later day takes effect earlier (INV-13, DEC-07)."""

from datetime import date, timedelta

from django.db import transaction

from engagement.models import LevelAssignment, SchoolYearRecord
from engagement.models.levels import IN_FORCE_STATES
from engagement.rules import levels as rules
from engagement.services.holding import hold_open
from engagement.services.level_steps import both_sides, notify, tell
from sitrack.core import calendar
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from sitrack.core.words import worded


@transaction.atomic
def bring_forward(
    *,
    assignment: LevelAssignment,
    day: date,
    reason: str,
    expected_version: int,
    by: User,
) -> LevelAssignment:
    """Have an approved level take effect on an earlier day, from today on.

    The level before ends the day before; both stand in the record of the year that the
    day lies in. Raises Stale, RuleBroken.
    """
    rules.check_earlier(
        state=assignment.state,
        day=day,
        before=assignment.effective_from,
        today=calendar.today(),
        reason=reason,
    )
    record = _record_on(assignment, day)
    hold_open(record)
    take_next_version(assignment, expected=expected_version)
    others = assignment.school.levels.filter(state__in=IN_FORCE_STATES)
    others = others.exclude(pk=assignment.pk)
    if others.filter(effective_from__gte=day).exists():
        raise RuleBroken(
            worded("Another {level} takes effect on or after that day."), "day"
        )
    eve = assignment.effective_from - timedelta(days=1)
    for previous in others.filter(effective_to=eve):
        previous.effective_to = day - timedelta(days=1)
        previous.save()
    assignment.record, assignment.effective_from = record, day
    assignment.save()
    tell(
        "level.brought_forward",
        assignment,
        by=by,
        audience=Audience.EVERYONE,
        reason=reason.strip(),
    )
    notify(assignment, both_sides(assignment), worded("A {level} takes effect earlier"))
    return assignment


def _record_on(assignment: LevelAssignment, day: date) -> SchoolYearRecord:
    rows = SchoolYearRecord.objects.filter(school=assignment.school_id)
    found = rows.filter(year__start__lte=day, year__end__gte=day).first()
    if found is None:
        raise RuleBroken("The school has no record of the year of that day.", "day")
    return found
