"""How long each kind of record is kept: the one list that the schedule, the review and
the destroying read.

A model that is of no kind here fails a test until somebody has said what becomes of it.
"""

from protection.retention.all_kinds import (
    BY_THEMSELVES,
    EMPTIED,
    KINDS,
    NO_RECORDS,
    destroyable,
    kind_of,
)
from protection.retention.kind import Ending, Kind, Part
from protection.retention.years import SchoolYear, Years, label_of

__all__ = [
    "BY_THEMSELVES",
    "EMPTIED",
    "KINDS",
    "NO_RECORDS",
    "Ending",
    "Kind",
    "Part",
    "SchoolYear",
    "Years",
    "destroyable",
    "kind_of",
    "label_of",
]
