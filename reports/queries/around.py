"""What was done at a school lately."""

from schools.access import audiences_of
from schools.models import School
from sitrack.core.models import Event, User

RECENT_EVENTS = 15
NEWEST_EVENTS = 6


def events_of(school: School, user: User) -> dict[str, list[Event]]:
    """What was done, newest first, as far as this reader is told: one query."""
    told = Event.objects.within(school.scope).told_to(audiences_of(user, school))
    events = list(told[:RECENT_EVENTS])
    return {"newest": events[:NEWEST_EVENTS], "older": events[NEWEST_EVENTS:]}
