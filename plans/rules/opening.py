"""When a plan may be begun."""

from collections.abc import Sequence

from sitrack.core.rules import RuleBroken

NO_LEVEL = "No level is set for this school. Propose one that has a plan first."


def check_level_wants_plan(*, label: str, kinds: Sequence[str], plan: str) -> None:
    """ACC-050, SUF-W-08: a plan belongs to a level above the base."""
    if not kinds:
        raise RuleBroken(
            f"The level is “{label}”, which has no {plan}."
            " Propose a higher level first."
        )


def chosen(kind: str, *, kinds: Sequence[str]) -> str:
    """Which of the level's plans is begun: the one asked for, else its own."""
    if kind and kind not in kinds:
        raise RuleBroken("Choose one of the plans that this level has.", "kind")
    return kind or kinds[0]


def check_is_first(*, is_drafted: bool, is_live: bool) -> None:
    """One plan of a kind is discussed at a time, and one runs."""
    if is_drafted:
        raise RuleBroken("A plan for this school is already in draft.")
    if is_live:
        raise RuleBroken("A plan for this school is under way. It has to end first.")
