"""The lists of data protection as files: their columns."""

from operator import attrgetter

from sitrack.core.sheets import Sheet

ERASURES = Sheet(
    "erasures",
    {
        "Person": attrgetter("person"),
        "Reason": attrgetter("reason"),
        "Asked by": attrgetter("asked_by"),
        "Asked at": attrgetter("asked_at"),
        "State": lambda erasure: erasure.get_outcome_display() or "Waits",
        "Decided by": attrgetter("decided_by"),
        "Decided at": attrgetter("decided_at"),
        "Note": attrgetter("note"),
    },
)
HOLDS = Sheet(
    "legal-holds",
    {
        "School": attrgetter("school"),
        "Person": attrgetter("person"),
        "Reason": attrgetter("reason"),
        "Set by": attrgetter("set_by"),
        "Set at": attrgetter("set_at"),
        "Lifted by": attrgetter("lifted_by"),
        "Lifted at": attrgetter("lifted_at"),
        "Why lifted": attrgetter("lifted_reason"),
    },
)
