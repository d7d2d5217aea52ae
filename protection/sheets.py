"""The lists of data protection as files: their columns."""

from operator import attrgetter

from protection.retention import kind_of, label_of
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
DESTRUCTIONS = Sheet(
    "destructions",
    {
        "Certificate": attrgetter("pk"),
        "Kind": lambda one: kind_of(one.kind).name,
        "School year": lambda one: label_of(one.year),
        "Places": lambda one: len(one.schools),
        "Rule": attrgetter("rule"),
        "Reason": attrgetter("reason"),
        "Asked by": attrgetter("asked_by"),
        "Asked at": attrgetter("asked_at"),
        "State": lambda one: one.get_outcome_display() or "Waits",
        "Decided by": attrgetter("decided_by"),
        "Decided at": attrgetter("decided_at"),
        "Note": attrgetter("note"),
    },
)
CERTIFICATE = Sheet(
    "certificate-of-destruction",
    {
        "Certificate": attrgetter("destruction.pk"),
        "Kind": lambda unit: kind_of(unit.kind).name,
        "School": attrgetter("school"),
        "School year": lambda unit: label_of(unit.year),
        "Rule": attrgetter("destruction.rule"),
        "Reason": attrgetter("destruction.reason"),
        "Asked by": attrgetter("destruction.asked_by"),
        "Asked at": attrgetter("destruction.asked_at"),
        "Confirmed by": attrgetter("destruction.decided_by"),
        "Confirmed at": attrgetter("destruction.decided_at"),
        "Result": lambda unit: unit.get_result_display() or "Waits for the worker",
        "Done at": attrgetter("done_at"),
        "Rows": attrgetter("rows"),
        "Files": attrgetter("files"),
        "Events without words": attrgetter("events"),
        "Left": attrgetter("left"),
        "Why not": attrgetter("why"),
        "What": lambda unit: ", ".join(
            f"{name} {rows}" for name, rows in unit.counts.items()
        ),
    },
)
