"""How an action moves between reviews."""

from sitrack.core.rules import RuleBroken

LIVE = frozenset({"active", "transition"})
DROPPED = "dropped"


def check_can_update(*, plan_state: str) -> None:
    if plan_state not in LIVE:
        raise RuleBroken("Actions are followed while the plan is under way.")


def check_update(*, state: str, note: str) -> None:
    """An action that is given up says why."""
    if state == DROPPED and not note.strip():
        raise RuleBroken("Say why the action is dropped.", "note")
