"""When a version of a framework is adopted, and when that is put back."""

from datetime import date

from sitrack.core.rules import RuleBroken


def check_can_adopt(*, prepared: bool, start: date, today: date, made: int) -> None:
    """A version is adopted once, from a year that has not begun, before that year has a
    record: old records keep their wording (SUF-T-13)."""
    if not prepared:
        raise RuleBroken("This version was adopted already.")
    if start <= today:
        raise RuleBroken("Choose a year that has not begun.", "year")
    if made:
        records = "1 record is" if made == 1 else f"{made} records are"
        raise RuleBroken(
            f"{records} prepared for that year by the version before. Choose a later"
            " year.",
            "year",
        )


def check_can_put_back(*, begun: bool, first: bool, made: int) -> None:
    """What was adopted for a year to come is put back as long as no record is made."""
    if first:
        raise RuleBroken("This is the first version: records are made by it.")
    if begun:
        raise RuleBroken("The year has begun. Prepare another version instead.")
    if made:
        raise RuleBroken(
            "Records are made by this version already. Prepare another version instead."
        )
