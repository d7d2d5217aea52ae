"""The documents, kind by kind, for the table of access."""

from collections.abc import Callable
from typing import Any

from tests.access.picture_pages import (
    EASTS,
    MODERATES,
    REPORTS,
    autumn,
    report,
    report_of_east,
)
from tests.access.places import change_letter, nothing, plan, record, visit
from tests.access.row import Row
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
EXPORT = "   - o o o o o . . o . o . o o x ."
BIRCH = "    - . . . . . o . . o . o o o . ."
FINAL = "    - o o o o o . . o . o . o o . ."
CEDAR = "    - . . . . . . o o . o . o o . ."
OF_ASH = "   - . . . . . . o o . o . o o . ."
SIGNED_IN = "- o o o o o o o o o o o o o o o"
NOTHING = "  - . . . . . . . . . . . . . . ."

Where = Callable[[Council, World], dict[str, Any]]


def of(kind: str, where: Where) -> Where:
    """The document of a kind about something."""
    return lambda council, world: {"kind": kind, **where(council, world)}


def evaluation(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.plans["evaluated"].evaluation.pk}


def framework(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.framework.pk}


OF_KINDS: tuple[Row, ...] = (
    Row(of("record", record("hawthorn")), EXPORT, "GET"),
    Row(of("record", record("birch")), BIRCH, "GET"),
    Row(of("visit", visit("final")), FINAL, "GET"),
    Row(of("visit", visit("shared")), NOTHING, "GET"),
    Row(of("plan", plan("active")), EXPORT, "GET"),
    Row(of("plan", plan("draft")), OF_ASH, "GET"),
    Row(of("summary", record("hawthorn")), EXPORT, "GET"),
    Row(of("evaluation", evaluation), OF_ASH, "GET"),
    Row(of("letter", change_letter), CEDAR, "GET"),
    Row(of("glossary", framework), SIGNED_IN, "GET"),
    Row(of("inspection-pack", record("hawthorn")), EXPORT, "GET"),
    Row(of("members", report), REPORTS, "GET"),
    Row(of("members", report_of_east), EASTS, "GET"),
    Row(of("members-exact", report_of_east), EASTS, "GET"),
    Row(of("moderation", autumn), MODERATES, "GET"),
    Row(of("no-such", record("hawthorn")), NOTHING, "GET"),
)

DOCUMENTS: dict[str, tuple[Row, ...]] = {
    # The same readers whatever the file: the kind says who has the document.
    "document": OF_KINDS,
    "document_word": OF_KINDS,
    "document_zip": (
        Row(of("inspection-pack", record("hawthorn")), EXPORT, "GET"),
        Row(of("inspection-pack", record("birch")), BIRCH, "GET"),
        Row(of("record", record("hawthorn")), NOTHING, "GET"),
    ),
    "glossary_now": (Row(nothing, SIGNED_IN, "GET"),),
}
