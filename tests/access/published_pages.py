"""Published versions and bundles, for the table of access."""

from typing import Any

from tests.access.document_pages import NOTHING, framework, of
from tests.access.places import Where, nothing, record, school, visit
from tests.access.row import Row
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
LISTS = "    - o o o o o . . o . o . o o x ."
OPENINGS = " - o x x x x . . o . o . o o x ."
WRITES = "   - x x x x x . . o . o . o x x ."
WITHDRAWS = "- x x x x x . . o . o . o x . ."
OF_TEAM = "  - . . . . . . . o . o . o x . ."
GOVERNORS = "- o o o o o . . o . o . o o . ."
LEADERS = "  - o o . . . . . o . o . o o . ."
# The team is kept from every record as a document, whomever it would be for.
NO_SUCH = "  - . . . . . . . . . . . . . x ."
TEAM = "     - . . . . . . . o . o . o o . ."
CHECKS = "   - o o o o o o o o o o o o o o x"
SERVICE = "  - x x x x x x x o o o o o o x x"
ROLF = "     - . . . . . . . . . . o . . . ."


def version(audience: str) -> Where:
    return lambda council, world: {"pk": world.published.versions[audience].pk}


def previewed(kind: str, audience: str) -> Where:
    def where(council: Council, world: World) -> dict[str, Any]:
        key = council.records["hawthorn"].pk
        return {"kind": kind, "pk": key, "audience": audience}

    return where


def bundle(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.published.bundle.pk}


def rows_of_a_version() -> tuple[Row, ...]:
    return (
        Row(version("governors"), GOVERNORS, "GET"),
        Row(version("leaders"), LEADERS, "GET"),
        Row(version("team"), TEAM, "GET"),
    )


PUBLISHED: dict[str, tuple[Row, ...]] = {
    "school_published": (Row(school("hawthorn"), LISTS, "GET"),),
    "school_openings": (Row(school("hawthorn"), OPENINGS, "GET"),),
    "publish": (
        Row(of("record", record("hawthorn")), WRITES),
        Row(of("visit", visit("shared")), NOTHING),
        Row(of("glossary", framework), NOTHING),
    ),
    "publication": rows_of_a_version(),
    "publication_file": rows_of_a_version(),
    "publication_withdraw": (
        Row(version("governors"), WITHDRAWS),
        Row(version("team"), OF_TEAM),
    ),
    "publish_preview": (
        Row(previewed("record", "governors"), WRITES, "GET"),
        Row(previewed("record", "members"), NO_SUCH, "GET"),
    ),
    "check_copy": (Row(nothing, CHECKS),),
    "bundles": (Row(nothing, SERVICE),),
    "bundle": (Row(bundle, ROLF, "GET"),),
    "bundle_stop": (Row(bundle, ROLF, "POST"),),
    "bundle_file": (Row(bundle, ROLF, "GET"),),
}
