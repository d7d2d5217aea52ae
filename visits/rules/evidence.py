"""When both sides look at the evidence for a level together (SUF-F-10, SUF-W-12)."""

from datetime import date

from sitrack.core.rules import RuleBroken
from visits.rules.words import say

# A proposal that both sides know of and that nobody has decided.
OPEN_TO_MEET = frozenset({"proposed", "viewed"})


def check_can_meet(*, state: str, planned_for: date | None) -> None:
    """ACC-035: about a proposal that waits, and one meeting in the diary at a time."""
    if state not in OPEN_TO_MEET:
        raise RuleBroken(
            "A joint evidence meeting is about a proposal that both sides know of and"
            " that is not decided yet. Plan an ordinary visit instead."
        )
    if planned_for:
        raise RuleBroken(
            f"A joint evidence meeting is planned for {say(planned_for)} already. Move"
            " it in the diary if another day suits better."
        )
