"""Data protection, for the table of access."""

from tests.access.places import helen, nothing
from tests.access.row import Row
from tests.access.signing_in import ALL, SIGNED_IN

#            no he de co gu se od ev sa ol ri ro ha de th ad
KEEPS_PERSON = "- . . . . . . . . . x . x . . o"
LOG = "         - x x x x x x x x x o o o x x o"
PROTECTS = "    - x x x x x x x x x x x o x x o"

PROTECTION: dict[str, tuple[Row, ...]] = {
    "protection:own": (Row(nothing, SIGNED_IN, "GET"),),
    "protection:own_file": (Row(nothing, SIGNED_IN, "POST"),),
    "protection:held": (Row(helen, KEEPS_PERSON, "GET"),),
    "protection:held_file": (Row(helen, KEEPS_PERSON, "POST"),),
    "protection:privacy": (Row(nothing, ALL, "GET"),),
    "protection:privacy_change": (Row(nothing, PROTECTS),),
    "protection:data_protection": (Row(nothing, LOG, "GET"),),
    "protection:log": (Row(nothing, LOG),),
}
