"""What one place holds, as whoever decides may see it: counts, and titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from protection.queries.retention.doomed import Doomed, Place, chunks, doomed_at
from protection.queries.retention.reach import not_held
from protection.queries.retention.stops import holds_on_rows, said, stops
from protection.registry import KINDS as KINDS_OF_PEOPLE
from sitrack.core.models import User

TITLES = 20


@dataclass(frozen=True)
class Weighed:
    """How many rows of each model go, some titles, what stays, and what stops it."""

    counts: dict[str, int]
    titles: list[str]
    left: int
    files: int
    stops: list[str]


def weighed(place: Place, reader: User) -> Weighed:
    """What destroying a place would do now."""
    if place.kind.alone:
        counts = {}
        left = 0
        for part, rows in rows_of(place):
            free = not_held(rows).count()
            left += rows.count() - free
            if free:
                counts[name_of(part.model)] = free
        return Weighed(counts, [], left, 0, said(stops(place), reader))
    found = doomed_at(place)
    return Weighed(
        counts_of(found),
        _titles(found, place, reader),
        sum(map(len, found.spared.values())),
        len(list(found.files())),
        said([*stops(place), *holds_on_rows(found)], reader),
    )


def rows_of(place: Place) -> list[tuple[Any, Any]]:
    """Each part of such a kind, and its rows of the year."""
    found = []
    for part in place.kind.standing:
        here = part.within(place.year)
        if part.only:
            here &= part.only()
        found.append((part, part.model._base_manager.filter(here)))
    return found


def counts_of(found: Doomed) -> dict[str, int]:
    """How many rows of each kind go, by name, the most first."""
    counted = {
        name_of(model): len(keys)
        for model, keys in found.rows.items()
        # What only joins two is nothing by itself.
        if keys and not model._meta.auto_created
    }
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def name_of(model: Any) -> str:
    """What rows of a model are called."""
    for kind in KINDS_OF_PEOPLE:
        if kind.label == model._meta.label:
            return kind.name
    name = str(model._meta.verbose_name).capitalize()
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _titles(found: Doomed, place: Place, reader: User) -> list[str]:
    """Titles of what is counted in the list, where the reader may see it."""
    titles: list[str] = []
    for part in place.kind.counted:
        rows = part.model._default_manager.all()
        if hasattr(rows, "visible_to"):
            for some in chunks(found.rows.get(part.model, ())):
                seen = rows.visible_to(reader).filter(pk__in=some)
                titles += [str(row) for row in seen[: TITLES - len(titles)]]
    return titles[:TITLES]
