"""Proposals of levels, their decision, and what comes of it, for the table of access."""

from tests.access.places import change_letter, level, nothing, school
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
QUEUE = "    - x x x x x x x x x o o o x x x"
LA_READS = " - . . . . . . . o . o . o o . ."
PROPOSES = " - o x x x x . . o . o . x x x ."
SHARED = "   - o o . . . . . o . o . o o . ."
LA_DRAFT = " - . . . . . . . o . o . x x . ."
LA_ACTS = "  - x x . . . . . o . o . x x . ."
SCHOOL_ACTS = "- o o . . . . . x . x . x x . ."
RAISER = "   - x x . . . . . o . x . x x . ."
OWN_DRAFT = "- . . . . . . . o . x . x x . ."
DECIDES = "  - . . . . . . x x . o . o x . ."
EVA = "      - . . . . . . o . . . . . . . ."
CEDAR = "    - . . . . . . o o . o . o o . ."

LEVELS: dict[str, tuple[Row, ...]] = {
    "level_queue": (Row(nothing, QUEUE, "GET"),),
    "level": (
        Row(level("proposed"), SHARED, "GET"),
        Row(level("ladraft"), LA_READS, "GET"),
        Row(level("schooldraft"), EVA, "GET"),
    ),
    "level_edit": (
        Row(level("ladraft"), OWN_DRAFT),
        Row(level("schooldraft"), EVA),
    ),
    "engagement:level_submit": (
        Row(level("ladraft"), OWN_DRAFT, "POST"),
        Row(level("schooldraft"), EVA, "POST"),
    ),
    "engagement:level_view": (Row(level("proposed"), SCHOOL_ACTS),),
    "level_decide": (Row(level("viewed"), DECIDES),),
    "visits:evidence_meeting": (
        Row(level("proposed"), LA_ACTS),
        Row(level("ladraft"), LA_DRAFT),
    ),
    "engagement:change_letter": (Row(change_letter, CEDAR, "GET"),),
    "engagement:level_withdraw": (Row(level("proposed"), RAISER),),
    "level_propose": (Row(school("hawthorn"), PROPOSES),),
}
