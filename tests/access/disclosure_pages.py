"""Requests for information, for the table of access: the head of service and the
director, and nobody else; whoever else asks learns nothing of what there is."""

from typing import Any

from tests.access.places import Where, nothing
from tests.access.row import Row
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
DISCLOSES = "- x x x x x x x x x x x o o x x"


def request(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.disclosed.open.pk}


def step(verb: str) -> Where:
    return lambda council, world: {"pk": world.disclosed.open.pk, "verb": verb}


def file(kind: str) -> Where:
    return lambda council, world: {"pk": world.disclosed.released.pk, "kind": kind}


def item(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.disclosed.open.pk, "number": world.disclosed.item.pk}


def letter(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.disclosed.open.pk, "number": world.disclosed.letter.pk}


def mark(council: Council, world: World) -> dict[str, Any]:
    return {**item(council, world), "mark": world.disclosed.mark.pk}


DISCLOSURE: dict[str, tuple[Row, ...]] = {
    "disclosure:requests": (Row(nothing, DISCLOSES, "GET"),),
    "disclosure:new": (Row(nothing, DISCLOSES),),
    "disclosure:request": (Row(request, DISCLOSES, "GET"),),
    "disclosure:correct": (Row(request, DISCLOSES),),
    "disclosure:take": (Row(request, DISCLOSES, "POST"),),
    "disclosure:preview": (Row(request, DISCLOSES, "GET"),),
    "disclosure:file": (
        Row(file("pdf"), DISCLOSES, "GET"),
        Row(file("csv"), DISCLOSES, "GET"),
        Row(file("zip"), DISCLOSES, "GET"),
    ),
    "disclosure:step": tuple(
        Row(step(verb), DISCLOSES)
        for verb in ("prepare", "check", "release", "return", "refuse", "withdraw")
    ),
    "disclosure:item": (Row(item, DISCLOSES),),
    "disclosure:settle": (Row(item, DISCLOSES),),
    "disclosure:open_letter": (Row(letter, DISCLOSES),),
    "disclosure:mark_off": (Row(mark, DISCLOSES, "POST"),),
}
