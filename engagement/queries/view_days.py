"""By when a view of a proposal is asked for (SM-1, INV-20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from engagement.models import LevelAssignment, Side
from engagement.rules.levels import view_due, view_reminder_due
from schools.queries.able import able_since
from sitrack.core import calendar
from sitrack.core.roles import SCHOOL_LEADERS, Role

WHO = {Side.SCHOOL: SCHOOL_LEADERS, Side.LA: frozenset({Role.OFFICER, Role.LEAD})}


@dataclass(frozen=True)
class ViewDays:
    """The last day for a view, and the day on which its side is reminded."""

    due: date
    reminder: date


def view_days(rows: Iterable[LevelAssignment]) -> dict[int, ViewDays]:
    """By a proposal's key, the days of the view that it waits for: a query for each
    side that is asked, and one for the days off.

    They count from when the view was asked for, or since when somebody in post could
    read that. Nobody's silence is not held against a newcomer; but where nobody is in
    post the days run, so that a school without a head can still be supported.
    """
    asked = [row for row in rows if row.proposed_at]
    if not asked:
        return {}
    today, closed = calendar.today(), calendar.closed_days()
    able = {
        side: able_since(schools, WHO[side], today)
        for side in Side
        if (schools := [row.school for row in asked if row.other_side == side])
    }
    found = {}
    for row in asked:
        given = timezone.localdate(row.proposed_at)
        since = max(given, able[row.other_side].get(row.school_id, given))
        due = view_due(since, closed)
        found[row.pk] = ViewDays(due, view_reminder_due(due, closed))
    return found
