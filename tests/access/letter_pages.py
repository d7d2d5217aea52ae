"""The pages of restricted letters, for the table of access (CONF-01, INV-17)."""

from typing import Any

from tests.access.places import Where, nothing, school
from tests.access.row import Row
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
AREA = "     - o x o o x o o o o o o o o x x"
BEGINS = "   - x x x x x . . x . o . o x x ."
NO_ONE = "   - . . . . . . . . . . . . . . ."
LA = "       - . . . . . . . . . o . o o . ."
AUTHOR = "   - . . . . . . . . . o . x x . ."
DELEGATED = "- . . . . . . . o . o . x x . ."
SIGNER = "   - . . . . . . . . . x . o x . ."
ISSUED = "   - o . o . . . . . . o . o o . ."
RELEASED = " - o . o o . . . . . o . o o . ."
NOTICE = "   - o . o . . . . . . . . o o . ."
LA_ACTS = "  - x . x . . . . . . o . o o . ."
CHAIR = "    - x . o . . . . . . x . x x . ."
DIRECTOR = " - x . x . . . . . . . . x o . ."
LA_REFUSED = "- . . . . . . . . . x . x x . ."
ESCALATES = "- x . x . . . . . . o . x x . ."
HEAD = "     - x x x x x x x x x x x o x x x"
ADMIN = "    - x x x x x x x x x x x x x x o"
OPENED = "   - . . . . . . . . . . . . . . o"


def letter(name: str, **more: Any) -> Where:
    return lambda council, world: {"pk": world.kept.letters[name].pk, **more}


def opening(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.kept.opening.pk}


def help_of(council: Council, world: World) -> dict[str, Any]:
    return {"code": "preventative"}


def reply_file(council: Council, world: World) -> dict[str, Any]:
    found = world.kept.letters["issued"]
    return {"pk": found.pk, "reply": found.replies.get().pk}


LETTERS: dict[str, tuple[Row, ...]] = {
    "engagement:letters": (Row(nothing, AREA, "GET"),),
    "engagement:letter_begin": (
        Row(school("hawthorn"), BEGINS),
        Row(school("academy"), NO_ONE),
    ),
    "engagement:letter": (
        Row(letter("draft"), LA, "GET"),
        Row(letter("issued"), ISSUED, "GET"),
        Row(letter("released"), RELEASED, "GET"),
        Row(letter("notice"), NOTICE, "GET"),
    ),
    "engagement:letter_copy": (
        Row(letter("draft"), LA, "GET"),
        Row(letter("issued"), ISSUED, "GET"),
        Row(letter("released"), RELEASED, "GET"),
        Row(letter("notice"), NOTICE, "GET"),
    ),
    "engagement:letter_edit": (
        Row(letter("draft"), AUTHOR),
        Row(letter("delegated"), DELEGATED),
    ),
    "engagement:letter_recipients": (
        Row(letter("draft"), AUTHOR),
        Row(letter("delegated"), DELEGATED),
    ),
    "engagement:letter_delegate": (
        Row(letter("draft"), LA),
        Row(letter("issued"), LA_ACTS),
    ),
    "engagement:letter_reply": (
        Row(letter("draft"), LA_REFUSED),
        Row(letter("issued"), CHAIR),
    ),
    "engagement:letter_release": (Row(letter("issued"), CHAIR, "POST"),),
    "engagement:letter_file": (Row(reply_file, ISSUED, "GET"),),
    "engagement:letter_step": (
        Row(letter("draft", verb="ask"), AUTHOR),
        Row(letter("draft", verb="approve"), SIGNER),
        Row(letter("draft", verb="issue"), SIGNER),
        Row(letter("draft", verb="withdraw"), AUTHOR),
        Row(letter("issued", verb="monitor"), LA_ACTS),
        Row(letter("issued", verb="escalate"), ESCALATES),
        Row(letter("notice", verb="notice"), DIRECTOR),
        Row(letter("notice", verb="intervene"), DIRECTOR),
        Row(letter("notice", verb="lift"), NO_ONE),
    ),
    "engagement:legal_helps": (Row(nothing, HEAD, "GET"),),
    "engagement:legal_help_change": (Row(help_of, HEAD),),
    "engagement:letter_emergency": (Row(nothing, ADMIN),),
    "engagement:letter_opened": (Row(opening, OPENED, "GET"),),
}
