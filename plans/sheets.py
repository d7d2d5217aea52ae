"""The lists of plans and actions as files: their columns."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from plans.queries.pressing import Pressing
from sitrack.core.sheets import Sheet

ACTIONS = Sheet(
    "actions",
    {
        "Action": itemgetter("text"),
        "School": itemgetter("school"),
        "By date": itemgetter("due_on"),
        "When": itemgetter("when"),
        "Late": itemgetter("is_late"),
    },
)
PRESSING = Sheet(
    "plans-near-their-end",
    {
        "School": itemgetter("school"),
        "What": itemgetter("what"),
        "Day": itemgetter("day"),
        "Asked by": itemgetter("asked_by"),
    },
)


def pressing_rows(found: Pressing) -> Iterator[dict[str, Any]]:
    """What presses in the order of its page: to decide, to close, near the end."""
    for one in found.asked:
        yield {
            "school": one.plan.school.name,
            "what": "Waiting for your decision: an extension until this day",
            "day": one.new_end,
            "asked_by": one.asked_by,
        }
    for plan in found.over:
        yield {
            "school": plan.school.name,
            "what": "To be closed: the transition ended on this day",
            "day": plan.transition_ends_on,
            "asked_by": "",
        }
    for near in found.near:
        yield {
            "school": near.plan.school.name,
            "what": near.standing.words,
            "day": near.standing.ends_on,
            "asked_by": "",
        }
