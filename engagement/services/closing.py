"""What becomes of levels under discussion, and of what is due, where a school has
closed (INV-22)."""

from django.db import transaction

from engagement.models import (
    LevelAssignment,
    LevelState,
    Obligation,
    SchoolYearRecord,
)
from engagement.services.level_steps import both_sides, move, notify, own_side
from schools.models import School
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.words import worded


@transaction.atomic
def withdraw_of_closed(*, school: School, reason: str, by: User | None) -> int:
    """Withdraw what is not decided at a school that has closed; returns how many.

    The level in force stays as the last one that the school had. What both sides knew
    of is told to both, a draft to its own side alone (CONF-07).
    """
    open_ones = LevelAssignment.objects.filter(school=school).undecided()
    open_ones = open_ones.exclude(record__state=SchoolYearRecord.State.LOCKED)
    found = list(open_ones.select_related("record", "level", "school"))
    for assignment in found:
        told = assignment.state in {LevelState.PROPOSED, LevelState.VIEWED}
        move(assignment, "withdraw")
        events.record(
            "level.withdrawn_closed",
            assignment,
            by=by,
            scope=school.scope,
            audience=Audience.LEADERS if told else own_side(assignment),
            level=assignment.level.label,
            reason=reason,
        )
        if told:
            users = both_sides(assignment)
            notify(assignment, users, worded("A proposal of a {level} was withdrawn"))
    return len(found)


def cancel_dues_of_closed(*, school: School) -> int:
    """Cancel what is still due at a school that has closed; returns how many."""
    still = Obligation.objects.filter(
        school=school, met_on=None, waived_at=None, cancelled=""
    )
    return still.update(cancelled=Obligation.Cancelled.SCHOOL_CLOSED)
