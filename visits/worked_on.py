"""Which visits worked on which of a record's priorities."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from engagement.models import RecordPriority, SchoolYearRecord
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.models import Visit


@dataclass(frozen=True)
class HeldOn:
    """A visit that worked on a priority: its day, and the address of its note."""

    date: date
    href: str


def worked_on_at(record: SchoolYearRecord, reader: User) -> dict[int, list[HeldOn]]:
    """By a priority's key, the visits held at which it was worked on and that the
    reader may see, in their order: one query."""
    found: dict[int, list[HeldOn]] = defaultdict(list)
    for key, day, priority in _work_on_priorities(reader, record.pk):
        held = HeldOn(day, reverse("visits:visit", args=[key]))
        found[priority].append(held)
    return found


@prepared
def _work_on_priorities(reader: User, record: int) -> Any:
    seen = Visit.objects.visible_to(reader).held()
    links = seen.filter(priorities__priority__record=record).order_by("date", "pk")
    return links.values_list("pk", "date", "priorities__priority")


@prepared
def priorities_of(record: int) -> Any:
    """A record's priorities, open and closed, in their order."""
    return RecordPriority.objects.filter(record=record)
