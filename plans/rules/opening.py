"""When a plan may be begun."""

from sitrack.core.rules import RuleBroken

NO_LEVEL = "No level is set for this school. Propose one that has a plan first."


def check_level_wants_plan(*, label: str, requires_plan: bool) -> None:
    """ACC-050, SUF-W-08: a plan belongs to a level above the base."""
    if not requires_plan:
        raise RuleBroken(
            f"The level is “{label}”, which has no plan of additional engagement."
            " Propose a higher level first."
        )


def check_is_first(*, is_drafted: bool, is_live: bool) -> None:
    """One plan of a kind is discussed at a time, and one runs."""
    if is_drafted:
        raise RuleBroken("A plan for this school is already in draft.")
    if is_live:
        raise RuleBroken("A plan for this school is under way. It has to end first.")
