"""When one visit can be logged for several schools (WIL-S-13)."""

from sitrack.core.rules import RuleBroken


def check_can_pool(*, state: str, may_be_pooled: bool) -> None:
    """Time is pooled by the schools’ own choice, once its note can be read."""
    if not may_be_pooled:
        raise RuleBroken("Only time that schools use as they wish can be pooled.")
    if state not in {"shared", "commented"}:
        raise RuleBroken(
            "Share the note first, and pool it before it is final: the other schools"
            " read the same words."
        )


def check_shares(minutes: list[int]) -> None:
    if not minutes:
        raise RuleBroken("Enter the time of at least one other school.")
