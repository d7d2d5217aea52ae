"""Requests for information: who worked on them. Who asks is not kept.

Nobody is told of them who does not answer them, an administrator neither: a line would
name the school that is asked about.
"""

from protection.registry.kind import Kind, did

DISCLOSING = (
    Kind(
        "disclosure.Disclosure",
        "Requests for information",
        {
            "recorded_by": did("recorded it", "asked_for"),
            "prepared_by": did("prepared it"),
            "checked_by": did("checked it"),
            "answered_by": did("released, refused or closed it", "reason"),
        },
        at="recorded_at",
        restricted=True,
    ),
    Kind(
        "disclosure.Hand",
        "Hands in requests for information",
        {"by": did("had a hand in it")},
        at="at",
        whole="disclosure",
        restricted=True,
    ),
    Kind(
        "disclosure.DisclosedItem",
        "Items of requests for information",
        {
            "read_by": did("settled it", "note"),
            "opened_by": did("opened the letter"),
        },
        at="read_at",
        restricted=True,
    ),
    Kind(
        "disclosure.Withheld",
        "What was withheld of an item",
        {
            "made_by": did("withheld it", "note"),
            "taken_off_by": did("took it off"),
        },
        at="made_at",
        whole="item__disclosure",
        restricted=True,
    ),
    Kind(
        "disclosure.Download",
        "Downloads of what was released",
        {"reader": did("downloaded it")},
        at="at",
        whole="file__disclosure",
        restricted=True,
    ),
)
