"""What happened to a request, calmly: work on items in one line for each stretch of it."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.timezone import localtime

from disclosure.models import Disclosure
from sitrack.core.models import Event

MOST_EVENTS = 500
# What is done item by item, and how it is counted.
OF_ITEMS = {
    "disclosure.settled": "settled",
    "disclosure.marked": "marked",
    "disclosure.unmarked": "had a mark taken off",
}


@dataclass(frozen=True)
class Stretch:
    """Something that was done; or what one person did item by item on one day, with
    nothing else in between."""

    events: list[Event]

    @property
    def last(self) -> Event:
        return self.events[0]

    @property
    def words(self) -> str:
        """What was done: "went through 24 items: 24 settled, 3 marked"."""
        if len(self.events) == 1:
            return self.last.sentence
        counted = {
            said: len({one.data["number"] for one in self.events if one.verb == verb})
            for verb, said in OF_ITEMS.items()
        }
        items = len({one.data["number"] for one in self.events})
        told = ", ".join(f"{count} {said}" for said, count in counted.items() if count)
        return f"went through {items} item{'' if items == 1 else 's'}: {told}"


def told_of(disclosure: Disclosure) -> list[Stretch]:
    """All of it, the latest first."""
    rows = Event.objects.about(disclosure)[:MOST_EVENTS]
    return [Stretch(list(some)) for _, some in groupby(rows, key=_together)]


def _together(event: Event) -> tuple[object, ...]:
    """What is the same for events of one stretch."""
    if event.verb in OF_ITEMS:
        return event.actor_key, localtime(event.at).date()
    return (event.pk,)
