"""A part of a framework's world: something that stands in it, and who gets to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.canaries import Canaries
from tests.access.places import Where
from tests.access.row import Row
from tests.universe import Council

Things = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """``add`` makes things for the world and returns them by name; each name is used
    once. ``rows`` are the addresses that are about them."""

    add: Callable[[Council, Canaries], Things]
    rows: Mapping[str, tuple[Row, ...]]


@dataclass
class FrameworkWorld:
    """Everything that an address of a framework's table can be about."""

    canaries: Canaries = field(default_factory=Canaries)
    things: Things = field(default_factory=dict)


def thing(name: str, **more: Any) -> Where:
    """The keys of an address that is about one of the world's things."""
    return lambda council, world: {"pk": world.things[name].pk, **more}
