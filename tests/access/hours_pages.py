"""The ledger of hours and its entries, for the table of access."""

from tests.access.places import entry, record, school
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
READS = "    - o o o o x . . o . o . o o o ."
BIRCH = "    - . . . . . o . . o . o o o . ."
LOGS = "     - x x x x x . . o . o . x x o ."
LA_ACTS = "  - x x . . . . . o . o . x x . ."
RAISER = "   - x x . . . . . o . x . x x . ."
RITAS_TIME = "- x x . . . . . x . o . x x . ."
THEOS_TIME = "- x x . . . . . x . x . x x o ."

HOURS: dict[str, tuple[Row, ...]] = {
    "hours": (
        Row(school("hawthorn"), READS, "GET"),
        Row(school("birch"), BIRCH, "GET"),
    ),
    "engagement:time_log": (Row(record("hawthorn"), LOGS),),
    "time_correct": (
        Row(entry("sams"), RAISER),
        Row(entry("ritas"), RITAS_TIME),
        Row(entry("theos"), THEOS_TIME),
    ),
    "time_reverse": (
        Row(entry("sams"), RAISER),
        Row(entry("ritas"), LA_ACTS),
        Row(entry("theos"), THEOS_TIME),
    ),
}
