"""What can be entered in the hours ledger, and what an entry is taken back with."""

from datetime import date

from sitrack.core.rules import RuleBroken

A_DAY = 24 * 60


def check_own_day(
    *, day: date, today: date, minutes: int, already: int, what_for: str
) -> None:
    """ACC-032: time outside a visit has been spent, and a day has 24 hours.

    ``already`` is what the person has entered for the day, at every school.
    """
    if day > today:
        raise RuleBroken(
            f"{day:%-d %B %Y} is in the future. Enter time once it is spent.", "date"
        )
    if minutes + already > A_DAY:
        raise RuleBroken(
            "With what is entered already, this is more than 24 hours on"
            f" {day:%-d %B %Y}.",
            "minutes",
        )
    if not what_for.strip():
        raise RuleBroken("Say what the time was for.", "what_for")


def check_changed(before: tuple[object, ...], after: tuple[object, ...]) -> None:
    """ACC-031: a correction says something else than the entry."""
    if before == after:
        raise RuleBroken("Nothing is different from the entry as it stands.")


def check_reason(reason: str) -> str:
    """INV-15: a reversing row says why; returns the reason without blanks around it."""
    if not reason.strip():
        raise RuleBroken("Say why the entry is taken back.", "reason")
    return reason.strip()
