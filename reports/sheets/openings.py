"""Who opened what of a school."""

from operator import attrgetter

from reports.queries.openings import kind_of
from sitrack.core.sheets import Sheet

OPENINGS = Sheet(
    "openings",
    {
        "When": attrgetter("at"),
        "Who": attrgetter("actor_name"),
        "What": attrgetter("sentence"),
        "Kind": kind_of,
    },
)
