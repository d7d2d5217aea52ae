"""The picture of the service, its moderation and its reports, for the table of access."""

from typing import Any

from reports.models import MembersReport
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
REPORTS = "  - . . . . . . . . . o o o o . ."
EASTS = "    - . . . . . . . . . o . o o . ."
MAKES = "    - . . . . . . . . . x x o x . ."
HEAD = "     - x x x x x x x x x x x o x x x"


def moderated(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.hawthorn.pk, "term": council.terms["autumn"].pk}


def autumn(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.terms["autumn"].pk}


def report(council: Council, world: World) -> dict[str, Any]:
    return {"pk": MembersReport.objects.get(region=None).pk}


def report_of_east(council: Council, world: World) -> dict[str, Any]:
    return {"pk": MembersReport.objects.get(region=council.hawthorn.region).pk}


PICTURE: dict[str, tuple[Row, ...]] = {
    "picture": (Row(nothing, COMPARES, "GET"),),
    "picture_schools": (Row(nothing, COMPARES, "GET"),),
    "picture_map": (Row(nothing, COMPARES, "GET"),),
    "members_reports": (Row(nothing, COMPARES, "GET"),),
    "members_begin": (Row(nothing, HEAD),),
    "members_report": (
        Row(report, REPORTS, "GET"),
        Row(report_of_east, EASTS, "GET"),
    ),
    "members_public": (
        Row(report, REPORTS, "GET"),
        Row(report_of_east, EASTS, "GET"),
    ),
    "members_words": (Row(report, MAKES),),
    "members_approve": (Row(report, MAKES),),
    "moderations": (Row(nothing, MODERATES, "GET"),),
    "moderation": (Row(moderated, READS, "GET"),),
    "moderation_write": (Row(moderated, WRITES),),
    "moderation_ask": (Row(moderated, SETTLES),),
    "moderation_approve": (Row(moderated, SETTLES, "POST"),),
    "levels_reviewed": (Row(autumn, HEAD, "POST"),),
}
