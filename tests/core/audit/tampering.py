"""What somebody does who goes round the database's guard."""

from typing import Any

from sitrack.core.audit import guard
from sitrack.core.models import Event


def nth(number: int) -> Event:
    found: Event = Event.objects.order_by("pk")[number - 1]
    return found


def alter(event: Event, **changes: Any) -> None:
    with guard.lifted("a test"):
        Event.objects.filter(pk=event.pk).update(**changes)


def delete(event: Event) -> None:
    with guard.lifted("a test"):
        Event.objects.filter(pk=event.pk).delete()
