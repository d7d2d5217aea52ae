"""Telling those who decide that something newly waits, once."""

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse

from protection.models import Destruction, Keeping, RetentionDesk
from protection.queries.retention.due import waiting
from protection.retention import Kind, destroyable, kind_of
from protection.retention.deciders import destroyable_by
from protection.services.retention.desk import take_desk
from schools.access import users_who_may
from sitrack.core import calendar
from sitrack.core.delivery import notify
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability

WAITS = "Something has reached the end of its time and waits to be looked at"
DECIDED = "A destruction that you asked for was decided"
CONFIRM = "Somebody asks you to confirm that something is destroyed"


def audience_of(kind: Kind) -> Audience:
    """Who is told of what is decided about a kind: nobody, but those who decide."""
    return Audience.RESTRICTED if kind.restricted else Audience.SYSTEM


def deciders(kind: Kind) -> list[User]:
    """Everybody who decides about a kind."""
    users = users_who_may(Capability.DISPOSE)
    return [user for user in users if kind in destroyable_by(user)]


def tell_others(destruction: Destruction, *, by: User) -> None:
    """Somebody else has to confirm it."""
    notify(
        [user for user in deciders(kind_of(destruction.kind)) if user != by],
        title=CONFIRM,
        path=destruction.get_absolute_url(),
        key=f"destruction:{destruction.pk}:asked",
    )


def tell_who_asked(destruction: Destruction) -> None:
    """What they asked for was decided."""
    if destruction.asked_by:
        notify(
            [destruction.asked_by],
            title=DECIDED,
            path=destruction.get_absolute_url(),
            key=f"destruction:{destruction.pk}:decided",
        )


def tell_of_waiting(_limit: int = 0) -> None:
    """Once a day, tell whoever decides about it that something newly waits, or that the
    time is over for which it was kept: in one message, and never twice. The sweep's call.
    """
    today = calendar.today()
    if RetentionDesk.objects.filter(pk=1, looked_on=today).exists():
        return
    with transaction.atomic():
        desk = take_desk()
        if desk.looked_on == today:
            return
        found = dict(_occasions())
        new = {kind for occasion, kind in found.items() if occasion not in desk.told}
        RetentionDesk.objects.filter(pk=desk.pk).update(
            looked_on=today, told=sorted(found)
        )
        notify(
            {user for kind in new for user in deciders(kind)},
            title=WAITS,
            path=reverse("protection:retention"),
            key=f"retention:{today:%Y-%m-%d}",
        )


def _occasions() -> Iterator[tuple[str, Kind]]:
    """What waits, each with its kind: a year of it, and what was kept until today."""
    for one in waiting(destroyable()):
        yield f"{one.kind.code}:{one.year}", one.kind
        kept = Keeping.objects.filter(kind=one.kind.code, year=one.year)
        for keeping in kept.filter(until__lte=calendar.today()):
            if keeping.school_id in one.schools:
                yield f"{one.kind.code}:{one.year}:kept{keeping.pk}", one.kind
