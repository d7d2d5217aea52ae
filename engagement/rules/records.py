"""Who has a record, and when it can be written in."""

from datetime import date

from sitrack.core.rules import RuleBroken


def check_has_record(*, maintained: bool, traded: bool, name: str, record: str) -> None:
    """SUF-W-19: an academy has no record without a traded agreement."""
    if not maintained and not traded:
        raise RuleBroken(
            f"{name} is not maintained by the authority and has no traded agreement,"
            f" so it has no {record}."
        )


def check_open(*, locked: bool, label: str) -> None:
    """INV-06, ACC-004: a locked record takes addenda only."""
    if locked:
        raise RuleBroken(
            f"The record of {label} is locked and cannot be changed."
            " You can still add an addendum to a final visit."
        )


def check_can_prepare(*, today: date, start: date) -> None:
    """SM-8: next year's record is prepared from 1 July before it."""
    first = prepared_from(start)
    if today < first:
        raise RuleBroken(
            f"The record of the year that starts on {start:%-d %B %Y} can be prepared"
            f" from {first:%-d %B %Y} on."
        )


def prepared_from(start: date) -> date:
    """SM-8: the 1 July before the first day of a year."""
    year = start.year if (start.month, start.day) > (7, 1) else start.year - 1
    return date(year, 7, 1)


def has_closed(*, closed_on: date | None, day: date) -> bool:
    """INV-22: a school that closed before this day; its last day is still its own."""
    return closed_on is not None and closed_on < day


def check_teaches(*, closed_on: date | None, day: date) -> None:
    """INV-22: no record for a year, and no level from a day, after the school closed."""
    if closed_on is not None and closed_on < day:
        raise RuleBroken(f"The school closed on {closed_on:%-d %B %Y}.")


def check_inside_year(*, day: date, start: date, end: date, what: str) -> None:
    """INV-06: every visit, time entry and view lies inside the record's year."""
    if not start <= day <= end:
        raise RuleBroken(
            f"{what} must lie in the record’s year,"
            f" {start:%-d %B %Y} to {end:%-d %B %Y}.",
            "date",
        )
