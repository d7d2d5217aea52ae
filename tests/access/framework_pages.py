"""The pages of the framework's versions, for the table of access."""

from typing import Any

from tests.access.places import nothing
from tests.access.row import Row
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
READS = "    - x x x x x x x x x o o o o x o"
LOADS = "    - x x x x x x x x x x x x x x o"
ADOPTS = "   - x x x x x x x x x x x o x x x"


def version(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.framework.pk}


FRAMEWORKS: dict[str, tuple[Row, ...]] = {
    "engagement:frameworks": (Row(nothing, READS, "GET"),),
    "engagement:framework": (Row(version, READS, "GET"),),
    "engagement:framework_load": (Row(nothing, LOADS),),
    "engagement:framework_adopt": (Row(version, ADOPTS),),
    "engagement:framework_put_back": (Row(version, ADOPTS),),
}
