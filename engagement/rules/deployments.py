"""How much of somebody's week a school may have, by its phase."""

from datetime import date
from decimal import Decimal

from sitrack.core.rules import RuleBroken

DAYS_OF_A_WEEK = 5


def share_in_words(share: Decimal) -> str:
    """A share as people plan it: "0.3 of a full week (1.5 days)"."""
    days = share * DAYS_OF_A_WEEK
    unit = "day" if days == 1 else "days"
    return f"{share.normalize():f} of a full week ({days.normalize():f} {unit})"


def check_share(
    *, share: Decimal, total: Decimal, most: Decimal | None, reason: str
) -> None:
    """More than the phase allows can be given, with a reason (DP-08)."""
    if not 0 < share <= 1:
        raise RuleBroken(
            "Enter a share of a full week between 0 and 1, such as 0.2.", "share"
        )
    if most is None:
        if not reason.strip():
            raise RuleBroken(
                "This phase has no share of a week. Say why one is given.",
                "over_reason",
            )
    elif total + share > most and not reason.strip():
        raise RuleBroken(
            f"With this the school has {total + share:.2f} of a full week, and its"
            f" phase allows {most:.2f}. Say why more is given, or give less.",
            "over_reason",
        )


def check_days(*, starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise RuleBroken("It would end before it begins.", "ends_on")
