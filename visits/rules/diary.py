"""When a visit may be planned, moved, kept or cancelled (SM-3)."""

from datetime import date

from sitrack.core.rules import RuleBroken
from visits.rules.words import say

MOST_SUGGESTED = 3


def check_ahead(*, day: date, today: date) -> None:
    """SUF-R-34: what goes into the diary has not passed yet."""
    if day < today:
        raise RuleBroken(f"{say(day)} has passed. Log the visit if it was held.", "at")


def check_planned(*, state: str) -> None:
    """SM-3: only a visit that is still planned is moved or cancelled."""
    if state == "cancelled":
        raise RuleBroken("This visit is cancelled.")
    if state != "planned":
        raise RuleBroken(
            "The note of this visit was begun: it is not planned any more."
        )


def check_other_time(*, state: str, day: date, today: date, suggested: int) -> None:
    """SM-3: the school asks for another time before the planned day is over."""
    check_planned(state=state)
    if day < today:
        raise RuleBroken(f"{say(day)} has passed, so the visit cannot be moved.")
    if suggested > MOST_SUGGESTED:
        raise RuleBroken("Suggest up to three times, one on a line", "suggested")


def check_unvisited(*, term_end: date, today: date, held: bool) -> None:
    """ACC-022: a reason is given for a term that is over and had no visit."""
    if term_end >= today:
        raise RuleBroken(f"The term goes on until {say(term_end)}.")
    if held:
        raise RuleBroken("A visit was held in this term.")


def check_reason(reason: str, *, what: str, field: str = "reason") -> str:
    """SM-3: the other side reads why; returns the reason without blanks around it."""
    if not reason.strip():
        raise RuleBroken(f"Say why {what}", field)
    return reason.strip()


def check_open_days(
    *, day: date, opened_on: date | None, closed_on: date | None
) -> None:
    """INV-07: not before the school opened nor after it closed."""
    if opened_on and day < opened_on:
        raise RuleBroken(f"The school opened on {say(opened_on)}.", "date")
    if closed_on and day > closed_on:
        raise RuleBroken(f"The school closed on {say(closed_on)}.", "date")
