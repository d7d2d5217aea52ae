"""What the header of every page shows: where this person can go."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from engagement.models import LevelAssignment, LevelState
from reports.queries.my_schools import only_school
from schools.access import at_schools, may, roles_anywhere
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import (
    READERS,
    Capability,
    roles_with,
)
from sitrack.core.words import word

Entry = tuple[str, str]
BY_RIGHT = (
    (Capability.SEE_PICTURE, "The service", "picture"),
    (Capability.ANSWER_REQUESTS, "Requests to my team", "engagement:team_requests"),
    (Capability.READ_LETTERS, "Restricted letters", "engagement:letters"),
    (Capability.FIND_SUPPORT, "Support between schools", "engagement:offers"),
    (Capability.READ_PEOPLE, "People", "schools:people"),
    (Capability.ROLL_OVER, "New year", "rollover"),
    (Capability.CONFIRM_CHANGES, "Schools that change", "school_changes"),
    (Capability.IMPORT_REGISTER, "Register", "schools:register"),
    (Capability.EDIT_CALENDAR, "Calendar", "schools:calendar"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu, by role: a query for those who have a queue, and none for others.

    A page that has counted the queue leaves its length on the request.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User) or getattr(request, "is_walled", False):
        return {}
    path = request.path
    return {
        "nav_items": [
            {"text": text, "href": href, "current": _is_current(path, href)}
            for text, href in _entries(user, request)
        ]
    }


def queue_length(user: User) -> int:
    """How many proposals wait for a decision at the user's schools."""
    return sum(_queue_length(user))


@prepared
def _queue_length(reader: User) -> Any:
    """One number, or none where nothing waits."""
    reach = at_schools(reader, roles_with(Capability.SEE_QUEUE), path="school")
    waiting = LevelAssignment.objects.filter(reach, state=LevelState.VIEWED)
    counted = waiting.order_by().values("state").annotate(number=Count("pk"))
    return counted.values_list("number", flat=True)


def _entries(user: User, request: HttpRequest) -> list[Entry]:
    entries: list[Entry] = []
    if roles_anywhere(user) & READERS:
        name = "My school" if only_school(user) else "My schools"
        entries.append((name, address("home")))
        entries.append(("My next steps", address("visits:my_steps")))
        entries.append(("Search", address("search")))
    if may(user, Capability.LOG_VISIT):
        entries.append(("My visits", address("visits:my_visits")))
    if may(user, Capability.SEE_QUEUE):
        counted: int | None = getattr(request, "queue_length", None)
        waiting = queue_length(user) if counted is None else counted
        entries.append((f"Queue ({waiting})", address("level_queue")))
    entries += [
        (name, address(page)) for right, name, page in BY_RIGHT if may(user, right)
    ]
    if may(user, Capability.SEE_CLOSING) and word("gradings"):
        entries.append(("Cycle of validations", address("engagement:validations")))
    entries.append(("Directory", address("schools:directory")))
    return [*entries, ("Glossary", address("glossary:entries"))]


def _is_current(path: str, href: str) -> bool:
    """Home is current on its own page only, the rest on the pages below too."""
    return path == href if href == address("home") else path.startswith(href)
