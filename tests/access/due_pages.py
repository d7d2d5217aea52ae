"""The pages of what is due and the calendar feeds of it, for the table of access."""

from tests.access.import_pages import IMPORTS
from tests.access.picture_pages import PICTURE
from tests.access.places import (
    due,
    feed,
    no_feed,
    note_to_read,
    nothing,
    sam,
    school,
)
from tests.access.row import Row
from tests.access.signing_in import ALL, SIGNED_IN

#            no he de co gu se od ev sa ol ri ro ha de th ad
CLOSES = "   - x x x x x x x o o o o o o x x"
CASES = "    - x x x x x x x o . o . o o x x"
READS = "    - o o x x x . . o . o . o o x ."
WAIVES = "   - x x . . . . . x . o . o x . ."
ANSWERS = "  - o o . . . . . . . . . . . . ."
NOWHERE = " . . . . . . . . . . . . . . . ."

DUE: dict[str, tuple[Row, ...]] = {
    "closing": (Row(nothing, CLOSES, "GET"),),
    "caseload": (Row(nothing, CLOSES, "GET"),),
    "caseload_of": (Row(sam, CASES, "GET"),),
    "school_due": (Row(school("hawthorn"), READS, "GET"),),
    "engagement:due_waive": (Row(due("open"), WAIVES),),
    "engagement:due_resume": (Row(due("waived"), WAIVES),),
    "my_due": (Row(nothing, SIGNED_IN, "GET"),),
    # What waits for the school's leaders can be put off by each of them, for nobody else.
    "put_off": (Row(note_to_read, ANSWERS),),
    "take_back": (Row(note_to_read, ANSWERS, "POST"),),
    "weekly_mail": (Row(nothing, SIGNED_IN),),
    "calendar_feed": (Row(nothing, SIGNED_IN),),
    "calendar_feed_stop": (Row(nothing, SIGNED_IN, "POST"),),
    # Who holds the address is not asked who they are: it shows the owner's days.
    "calendar_feed_file": (Row(feed, ALL, "GET"), Row(no_feed, NOWHERE, "GET")),
    **PICTURE,
    **IMPORTS,
}
