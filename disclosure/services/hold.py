"""What every service here begins with: the request itself, locked, for who may."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from disclosure.models import Disclosure, Hand, State
from schools.access import require
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

IN_WORDS = {
    State.OPEN: "is open",
    State.PREPARED: "is being checked",
    State.CHECKED: "is checked",
    State.RELEASED: "is released",
    State.REFUSED: "is refused",
    State.WITHDRAWN: "is withdrawn",
}


def held(disclosure: Disclosure, by: User, *, states: Iterable[str]) -> Disclosure:
    """The request as it stands, which nobody else changes until the transaction ends.

    Raises PermissionDenied, and RuleBroken where it is in none of the states.
    """
    rows = Disclosure.objects.select_for_update(no_key=True, of=("self",))
    found: Disclosure = rows.select_related("school").get(pk=disclosure.pk)
    require(by, Capability.DISCLOSE, found.school)
    if found.state not in states:
        raise RuleBroken(f"The request {IN_WORDS[State(found.state)]} meanwhile.")
    return found


def open_one(disclosure: Disclosure, by: User) -> Disclosure:
    """One whose marks may be changed; its version grows, as a mark does."""
    found = held(disclosure, by, states=[State.OPEN])
    Disclosure.objects.filter(pk=found.pk).update(version=F("version") + 1)
    return found


def note_hand(disclosure: Disclosure, by: User) -> None:
    """Somebody has had a hand in it, and so neither checks nor releases it."""
    Hand.objects.get_or_create(disclosure=disclosure, by=by)


def tell(
    verb: str,
    disclosure: Disclosure,
    by: User,
    audience: Audience = Audience.SYSTEM,
    /,
    **facts: Any,
) -> None:
    """Note what was done, for nobody but those who may read the whole log; what is of a
    restricted letter for those alone who may know of it (decision record 24)."""
    events.record(verb, disclosure, by=by, audience=audience, **facts)
