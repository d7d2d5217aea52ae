"""What was done at a school lately."""

from schools.access import audiences_of
from schools.models import School
from sitrack.core import events
from sitrack.core.models import Event, User

NEWEST_EVENTS = 6


def events_of(school: School, user: User) -> dict[str, list[Event]]:
    """What was done, newest first, as far as this reader is told: one query."""
    told = events.told_within(school.scope, audiences_of(user, school))
    return {"newest": told[:NEWEST_EVENTS], "older": told[NEWEST_EVENTS:]}
