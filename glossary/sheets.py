"""The glossary's lists as files: their columns."""

from operator import attrgetter

from sitrack.core.sheets import Sheet

ENTRIES = Sheet(
    "glossary",
    {
        "Abbreviation": attrgetter("abbreviation"),
        "Meaning": attrgetter("meaning"),
        "Not confirmed": attrgetter("is_unconfirmed"),
    },
)
PROPOSALS = Sheet(
    "glossary-proposals",
    {
        "Abbreviation": attrgetter("abbreviation"),
        "Meaning": attrgetter("meaning"),
        "Note": attrgetter("note"),
        "Proposed by": attrgetter("proposed_by"),
        "Proposed on": lambda entry: entry.proposed_at.astimezone().date(),
    },
)
