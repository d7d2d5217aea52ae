"""Giving a guest access, withdrawing it and reading as a guest, for the table of access.

Odd was given a note, Eva a step, a link and a file; of the note no more.
"""

from tests.access.places import document, guest, step, visit
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
GIVES = "    - o o x x x . . o . o . x x . ."
GIVES_SOON = "- o o . . . . . o . o . x x . ."
GIVES_DOC = " - o o . . . . . x . x . x x . ."
ENDS = "     - o o . . . . . o . o . x x . ."
ODD = "      - . . . . . o . . . . . . . . ."
EVA = "      - . . . . . . o . . . . . . . ."
NONE = "     - . . . . . . . . . . . . . . ."

GUESTS: dict[str, tuple[Row, ...]] = {
    "visits:visit_guest_add": (
        Row(visit("final"), GIVES),
        Row(visit("shared"), GIVES_SOON),
    ),
    "visits:step_guest_add": (Row(step("given"), GIVES),),
    "visits:document_guest_add": (Row(document("offered"), GIVES_DOC),),
    "visits:guest_withdraw": (
        Row(guest("note"), ENDS),
        Row(guest("step"), ENDS),
        Row(guest("document"), GIVES_DOC),
        Row(guest("ended"), ENDS),
    ),
    "visits:guest_item": (
        Row(guest("note"), ODD, "GET"),
        Row(guest("step"), EVA, "GET"),
        Row(guest("document"), EVA, "GET"),
        Row(guest("file"), EVA, "GET"),
        Row(guest("ended"), NONE, "GET"),
    ),
    "visits:guest_file": (
        Row(guest("file"), EVA, "GET"),
        Row(guest("note"), NONE, "GET"),
    ),
}
