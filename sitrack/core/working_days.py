"""Working-day arithmetic: weekdays that are not on the closed list (INV-20)."""

from collections.abc import Container
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def is_working_day(day: date, closed: Container[date]) -> bool:
    return day.weekday() < 5 and day not in closed


def add_working_days(day: date, count: int, closed: Container[date]) -> date:
    """The day that is ``count`` working days after ``day`` (before, if negative).

    The event's own day is day 0, whether or not it is a working day.
    """
    step = ONE_DAY if count >= 0 else -ONE_DAY
    remaining = abs(count)
    while remaining:
        day += step
        if is_working_day(day, closed):
            remaining -= 1
    return day


def working_days_between(start: date, end: date, closed: Container[date]) -> int:
    """How many working days lie after ``start`` up to and including ``end``."""
    if end < start:
        return -working_days_between(end, start, closed)
    days = (end - start).days
    return sum(
        is_working_day(start + timedelta(days=n), closed) for n in range(1, days + 1)
    )


def on_or_after(day: date, closed: Container[date]) -> date:
    """The day itself if people work on it, else the next on which they do."""
    while not is_working_day(day, closed):
        day += ONE_DAY
    return day


def on_or_before(day: date, closed: Container[date]) -> date:
    """The day itself if people work on it, else the last before on which they did."""
    while not is_working_day(day, closed):
        day -= ONE_DAY
    return day
