"""What the directory holds to; pure."""

from datetime import date, timedelta

SIX_MONTHS = timedelta(days=183)


def is_long_ago(checked_on: date, today: date) -> bool:
    """Whether an entry that was checked then should be looked at again: it is for the
    keeper's attention, and hides nothing from its readers (SUF-K)."""
    return today - checked_on > SIX_MONTHS
