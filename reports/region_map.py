"""A map of schools as plain places: grid references laid out to one scale, no tiles."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH, MARGIN, SIZE = 480, 24, 5
TALLEST = 640
MOST_TOWNS = 6
SHAPES = ("circle", "square", "triangle", "diamond", "cross")


class Spot(NamedTuple):
    """A school to be placed: metres east and north, its town, and its level's place."""

    name: str
    easting: int
    northing: int
    town: str
    level: int


@dataclass(frozen=True)
class Mark:
    """A school on the map: what it is, and the outline of its shape."""

    words: str
    path: str
    kind: str


@dataclass(frozen=True)
class Label:
    """A town's name, where its schools lie."""

    words: str
    x: float
    y: float


@dataclass(frozen=True)
class RegionMap:
    """Marks, names of towns, and a bar that tells the scale."""

    height: int
    marks: list[Mark]
    towns: list[Label]
    bar: float
    kilometres: int
    width: int = WIDTH


def lay_out(spots: Sequence[Spot], levels: Sequence[str]) -> RegionMap | None:
    """The map of some schools, north above; None where there is no place to show."""
    if not spots:
        return None
    west, east = _ends(spot.easting for spot in spots)
    south, north = _ends(spot.northing for spot in spots)
    room = WIDTH - 2 * MARGIN
    scale = min(
        room / max(east - west, 1), (TALLEST - 2 * MARGIN) / max(north - south, 1)
    )

    def place(easting: float, northing: float) -> tuple[float, float]:
        x = MARGIN + (easting - west) * scale
        return round(x, 1), round(MARGIN + (north - northing) * scale, 1)

    marks = [
        Mark(
            f"{spot.name}: {levels[spot.level]}",
            _shape(spot.level, *place(spot.easting, spot.northing)),
            kind_of(spot.level),
        )
        for spot in sorted(spots, key=lambda one: (one.level, one.name))
    ]
    kilometres = _round_length((east - west) / 4_000)
    return RegionMap(
        height=round((north - south) * scale) + 2 * MARGIN + 16,
        marks=marks,
        towns=[
            Label(name, *place(easting, northing))
            for name, easting, northing in _towns(spots)
        ],
        bar=round(kilometres * 1_000 * scale, 1),
        kilometres=kilometres,
    )


def kind_of(level: int) -> str:
    """The shape that stands for a level, by its place; a shape, not a colour alone."""
    return SHAPES[min(level, len(SHAPES) - 1)]


def sample(level: int) -> str:
    """The shape alone, for the key of the map."""
    return _shape(level, 8, 8)


def _shape(level: int, x: float, y: float) -> str:
    kind = kind_of(level)
    if kind == "circle":
        return f"M{x - SIZE} {y}a{SIZE} {SIZE} 0 1 0 {2 * SIZE} 0a{SIZE} {SIZE} 0 1 0 {-2 * SIZE} 0z"
    if kind == "square":
        return f"M{x - SIZE} {y - SIZE}h{2 * SIZE}v{2 * SIZE}h{-2 * SIZE}z"
    if kind == "triangle":
        return f"M{x} {y - SIZE - 1}l{SIZE + 1} {2 * SIZE}h{-2 * SIZE - 2}z"
    if kind == "diamond":
        return f"M{x} {y - SIZE - 2}l{SIZE + 2} {SIZE + 2}l{-SIZE - 2} {SIZE + 2}l{-SIZE - 2} {-SIZE - 2}z"
    return f"M{x - SIZE} {y - SIZE}l{2 * SIZE} {2 * SIZE}m0 {-2 * SIZE}l{-2 * SIZE} {2 * SIZE}"


def _ends(numbers: Iterable[int]) -> tuple[int, int]:
    found = list(numbers)
    return min(found), max(found)


def _towns(spots: Sequence[Spot]) -> list[tuple[str, float, float]]:
    """The towns with the most schools, each in the middle of its own."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.town:
            found[spot.town].append(spot)
    largest = sorted(found.items(), key=lambda town: (-len(town[1]), town[0]))
    return [
        (
            name,
            sum(one.easting for one in own) / len(own),
            sum(one.northing for one in own) / len(own),
        )
        for name, own in largest[:MOST_TOWNS]
    ]


def _round_length(kilometres: float) -> int:
    """A round number of kilometres for the bar: 1, 2, 5, 10, 20 and so on."""
    if kilometres <= 1:
        return 1
    ten: int = 10 ** int(math.log10(kilometres))
    return max(step for step in (ten, 2 * ten, 5 * ten) if step <= kilometres)
