"""Data protection and requests for information, for the table of access."""

from typing import Any

from protection.models import Destruction, Erasure, LegalHold
from tests.access.disclosure_pages import DISCLOSURE
from tests.access.places import helen, nothing
from tests.access.protected import WAITS
from tests.access.row import Row
from tests.access.signing_in import ALL, SIGNED_IN
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
KEEPS_PERSON = "- . . . . . . . . . x . x . . o"
LOG = "         - x x x x x x x x x o o o x x o"
LOOKS_AFTER = " - x x x x x x x x x o o o o x o"
DISPOSES = "    - x x x x x x x x x x x o o x o"
PROTECTS = "    - x x x x x x x x x x x o x x o"
PROTECTS_ONE = "- . . . . . . . . . x . o . . o"


def erasure(council: Council, world: World) -> dict[str, Any]:
    return {"pk": Erasure.objects.get().pk}


def hold(council: Council, world: World) -> dict[str, Any]:
    return {"pk": LegalHold.objects.get().pk}


def destruction(council: Council, world: World) -> dict[str, Any]:
    return {"pk": Destruction.objects.get().pk}


def old_messages(council: Council, world: World) -> dict[str, Any]:
    return {"kind": "message", "year": WAITS}


def old_messages_of_no_school(council: Council, world: World) -> dict[str, Any]:
    return {**old_messages(council, world), "school": 0}


def records(council: Council, world: World) -> dict[str, Any]:
    return {"kind": "record"}


PROTECTION: dict[str, tuple[Row, ...]] = {
    "protection:own": (Row(nothing, SIGNED_IN, "GET"),),
    "protection:own_file": (Row(nothing, SIGNED_IN, "POST"),),
    "protection:held": (Row(helen, KEEPS_PERSON, "GET"),),
    "protection:held_file": (Row(helen, KEEPS_PERSON, "POST"),),
    "protection:erasure_ask": (Row(helen, PROTECTS_ONE),),
    "protection:person_hold": (Row(helen, PROTECTS_ONE),),
    "protection:erasures": (Row(nothing, PROTECTS, "GET"),),
    "protection:erasure": (Row(erasure, PROTECTS),),
    "protection:holds": (Row(nothing, PROTECTS),),
    "protection:hold_lift": (Row(hold, PROTECTS),),
    "protection:privacy": (Row(nothing, ALL, "GET"),),
    "protection:privacy_change": (Row(nothing, PROTECTS),),
    "protection:data_protection": (Row(nothing, LOOKS_AFTER, "GET"),),
    "protection:log": (Row(nothing, LOG),),
    **DISCLOSURE,
    "protection:retention": (Row(nothing, DISPOSES, "GET"),),
    "protection:retention_year": (Row(old_messages, DISPOSES),),
    "protection:retention_place": (Row(old_messages_of_no_school, DISPOSES, "GET"),),
    "protection:schedule": (Row(nothing, DISPOSES, "GET"),),
    "protection:schedule_change": (Row(records, PROTECTS),),
    "protection:destructions": (Row(nothing, DISPOSES, "GET"),),
    "protection:destruction": (Row(destruction, DISPOSES),),
}
