"""Data protection's own rows.

What is kept longer or destroyed may be of a restricted letter or a request for
information: only those who dispose of such a kind are told of its rows.
"""

from protection.registry.kind import Kind, did, named

PROTECTING = (
    Kind(
        "protection.LegalHold",
        "Legal holds",
        {
            "person": named("is held"),
            "set_by": did("set it"),
            "lifted_by": did("lifted it"),
        },
        at="set_at",
    ),
    Kind(
        "protection.Erasure",
        "Erasures",
        {
            "person": named("is to be erased"),
            "asked_by": did("asked for it", "reason"),
            "decided_by": did("decided it", "note"),
        },
        at="asked_at",
    ),
    Kind(
        "protection.RetentionYears",
        "Years that kinds are kept",
        {"set_by": did("set them", "reason")},
        at="set_at",
    ),
    Kind(
        "protection.Keeping",
        "What is kept longer",
        {"kept_by": did("keeps it", "reason")},
        at="kept_at",
        restricted=True,
    ),
    Kind(
        "protection.Destruction",
        "Destructions",
        {
            "asked_by": did("asked for it", "reason"),
            "decided_by": did("decided it", "note"),
        },
        at="asked_at",
        restricted=True,
    ),
)
