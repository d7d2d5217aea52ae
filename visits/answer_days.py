"""How long a school has to answer a note (SM-3, INV-20)."""

from collections.abc import Container
from datetime import date

from sitrack.core.working_days import add_working_days

DAYS_TO_ANSWER = 10
REMINDED_BEFORE = 3


def answer_due(given_on: date, closed: Container[date]) -> date:
    """SM-3, INV-20: the last of the school's ten working days; day 0 is its own."""
    return add_working_days(given_on, DAYS_TO_ANSWER, closed)


def reminder_due(due: date, closed: Container[date]) -> date:
    """The day on which a school that has not answered is reminded, once."""
    return add_working_days(due, -REMINDED_BEFORE, closed)
