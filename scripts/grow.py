"""Fill the database of a demonstration up to a size, with visits in its own words.

    python scripts/grow.py MEGABYTES

Each visit has every section, in words of the demonstration's notes put in another order,
the versions that saving keeps, and the events that writing it leaves, sealed.
"""

import os
import random
import sys
from pathlib import Path
from typing import Any

VISITS_AT_ONCE, DIFFERENT = 250, 50
# What the log says of a visit whose note is saved a few times before it is shared.
VERBS = (
    "visit.started",
    "visit.saved",
    "visit.saved",
    "visit.saved",
    "visit.shared",
    "visit.commented",
    "visit.answered",
    "visit.finalised",
)


def grow(megabytes: int) -> None:
    """Add visits until the database has the size, and seal their events."""
    from sitrack.core.audit.services import seal

    chance = random.Random(20_261_130)  # noqa: S311 - the same rows each time
    while size() < megabytes * 1_000_000:
        add_visits(chance)
        while seal():
            pass


def size() -> int:
    """The bytes that the database takes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_count")
        pages = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_size")
        return pages * int(cursor.fetchone()[0])


def add_visits(chance: random.Random) -> None:
    """Some hundred visits after one that is final, each in other words."""
    from simple_history.utils import bulk_create_with_history

    from visits.models import Visit, VisitSection

    like = chance.choice(
        list(Visit.objects.filter(state="final").order_by("pk")[:DIFFERENT])
    )
    sections = list(like.sections.all())
    visits = bulk_create_with_history(
        [_copy(like, follows=None) for _ in range(VISITS_AT_ONCE)], Visit
    )
    bulk_create_with_history(
        [
            _copy(section, visit=visit, text=_shuffled(section.text, chance))
            for visit in visits
            for section in sections
        ],
        VisitSection,
    )
    _tell_of(visits)


def _copy(row: Any, **other: Any) -> Any:
    columns = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in other
    }
    return type(row)(**columns, **other)


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def _tell_of(visits: list[Any]) -> None:
    from sitrack.core import clock
    from sitrack.core.audit.marks import mark_of
    from sitrack.core.models import Event

    told = []
    for visit in visits:
        for verb in VERBS:
            event = Event(
                at=clock.now(),
                verb=verb,
                subject=Event.key(visit),
                label=str(visit),
                scope=f"school:{visit.record.school_id}",
                audience="leaders",
                actor_name=visit.lead_name,
            )
            event.mark = mark_of(event.facts)
            told.append(event)
    Event.objects.bulk_create(told, batch_size=1_000)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sitrack.settings")
    import django

    django.setup()
    grow(int(sys.argv[1]))
