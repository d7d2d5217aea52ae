"""What of a plan may still be changed, by its state."""

from sitrack.core.rules import RuleBroken

BEFORE_IT_BEGINS = frozenset({"draft", "agreed"})
WHILE_IT_LASTS = BEFORE_IT_BEGINS | {"active", "transition"}


def may_change_front(state: str) -> bool:
    """Its days and reasons are as they were agreed once it is under way; a longer
    timescale is an extension (INV-12)."""
    return state in BEFORE_IT_BEGINS


def may_change(state: str) -> bool:
    """Its priorities, actions and people change as the work does."""
    return state in WHILE_IT_LASTS


def check_may_change(state: str) -> None:
    if not may_change(state):
        raise RuleBroken("This plan has ended. It stays as it is.")


def check_may_change_front(state: str) -> None:
    check_may_change(state)
    if not may_change_front(state):
        raise RuleBroken("The plan is under way. Its days and reasons stay as agreed.")


def check_may_take_out(*, once: bool) -> None:
    """A part that the form prints once stays, with rows or without."""
    if once:
        raise RuleBroken("This part belongs to the form. Leave it empty instead.")


def check_may_remove(*, was_reviewed: bool, what: str) -> None:
    """DP-05: what a review speaks of stays, so that the review can be read."""
    if was_reviewed:
        raise RuleBroken(
            f"A review speaks of {what}, so it stays. Mark its action as dropped."
        )
