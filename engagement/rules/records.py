"""Who has a record, and when it can be written in."""

from datetime import date

from sitrack.core.rules import RuleBroken


def check_has_record(*, maintained: bool, traded: bool, name: str) -> None:
    """SUF-W-19: an academy has no record without a traded agreement."""
    if not maintained and not traded:
        raise RuleBroken(
            f"{name} is not maintained by the authority and has no traded agreement,"
            " so it has no rolling record."
        )


def check_open(*, locked: bool, label: str) -> None:
    """INV-06: a locked record takes addenda only."""
    if locked:
        raise RuleBroken(f"The record of {label} is locked. Add an addendum instead.")


def check_inside_year(*, day: date, start: date, end: date, what: str) -> None:
    """INV-06: every visit, time entry and view lies inside the record's year."""
    if not start <= day <= end:
        raise RuleBroken(
            f"{what} must lie in the record’s year,"
            f" {start:%-d %B %Y} to {end:%-d %B %Y}.",
            "date",
        )
