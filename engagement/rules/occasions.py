"""When an occasion of a school's calendar may be planned, held or called off."""

from datetime import date

from sitrack.core.rules import RuleBroken


def check_planned(*, day: date, today: date, start: date, end: date) -> None:
    """It is planned for a day to come, in the record's year."""
    if day < today:
        raise RuleBroken(
            "This day has passed. Record it as held, or choose a day to come.",
            "planned_on",
        )
    _check_year(day, start, end, "planned_on")


def check_held(*, day: date, today: date, start: date, end: date) -> None:
    """It was held on a day that has come, in the record's year."""
    if day > today:
        raise RuleBroken(
            "This day is still to come. Set it as the date instead.", "held_on"
        )
    _check_year(day, start, end, "held_on")


def check_waits(*, held: bool, called_off: bool) -> None:
    """What was planned is held or called off once."""
    if held:
        raise RuleBroken("This was recorded as held already.")
    if called_off:
        raise RuleBroken("This was called off already.")


def check_open_still(*, is_open: bool) -> None:
    """What is due is met once; a second time is recorded by itself."""
    if not is_open:
        raise RuleBroken(
            "This was recorded, waived or cancelled already. If it was held once more,"
            " record it from the calendar."
        )


def _check_year(day: date, start: date, end: date, name: str) -> None:
    if not start <= day <= end:
        raise RuleBroken(
            f"Choose a day in the record’s year, {start:%-d %B %Y} to {end:%-d %B %Y}.",
            name,
        )
