"""The picture of the service, its moderation and its reports, for the table of access."""

from typing import Any

from tests.access.places import nothing
from tests.access.row import Row
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
COMPARES = " - x x x x x x x x x o o o o x x"
MODERATES = "- x x x x x x x o o o o o x x x"
READS = "    - x x x x x . . o . o . o x x ."
WRITES = "   - x x x x x . . x . o . x x x ."
SETTLES = "  - x x x x x . . x . x . o x x ."
HEAD = "     - x x x x x x x x x x x o x x x"


def moderated(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.hawthorn.pk, "term": council.terms["autumn"].pk}


def autumn(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.terms["autumn"].pk}


PICTURE: dict[str, tuple[Row, ...]] = {
    "picture": (Row(nothing, COMPARES, "GET"),),
    "picture_schools": (Row(nothing, COMPARES, "GET"),),
    "moderations": (Row(nothing, MODERATES, "GET"),),
    "moderation": (Row(moderated, READS, "GET"),),
    "moderation_write": (Row(moderated, WRITES),),
    "moderation_ask": (Row(moderated, SETTLES),),
    "moderation_approve": (Row(moderated, SETTLES, "POST"),),
    "levels_reviewed": (Row(autumn, HEAD, "POST"),),
}
