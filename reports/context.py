"""What the header of every page shows: where this person can go."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from engagement.models import LevelAssignment, LevelState
from reports.queries.my_schools import only_school
from schools.access import at_schools, may, roles_anywhere
from sitrack.core.models import User
from sitrack.core.roles import (
    READERS,
    Capability,
    roles_with,
)

Entry = tuple[str, str]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu, by role: a query for those who have a queue, and none for others.

    A page that has counted the queue leaves its length on the request.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
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
    reach = at_schools(user, roles_with(Capability.SEE_QUEUE), path="school")
    return LevelAssignment.objects.filter(reach, state=LevelState.VIEWED).count()


def _entries(user: User, request: HttpRequest) -> list[Entry]:
    entries: list[Entry] = []
    if roles_anywhere(user) & READERS:
        name = "My school" if only_school(user) else "My schools"
        entries.append((name, reverse("home")))
        entries.append(("My next steps", reverse("visits:my_steps")))
    if may(user, Capability.LOG_VISIT):
        entries.append(("My visits", reverse("visits:my_visits")))
    if may(user, Capability.SEE_QUEUE):
        counted: int | None = getattr(request, "queue_length", None)
        waiting = queue_length(user) if counted is None else counted
        entries.append((f"Queue ({waiting})", reverse("engagement:level_queue")))
    if may(user, Capability.READ_PEOPLE):
        entries.append(("People", reverse("schools:people")))
    if may(user, Capability.IMPORT_REGISTER):
        entries.append(("Register", reverse("schools:register")))
    if may(user, Capability.EDIT_CALENDAR):
        entries.append(("Calendar", reverse("schools:calendar")))
    return [*entries, ("Glossary", reverse("glossary:entries"))]


def _is_current(path: str, href: str) -> bool:
    """Home is current on its own page only, the rest on the pages below too."""
    return path == href if href == reverse("home") else path.startswith(href)
