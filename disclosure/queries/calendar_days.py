"""The days that put off when a request is due."""

from datetime import date

from disclosure import rules
from sitrack.core.models import NonWorkingDay


def due_by(received_on: date) -> date:
    """Twenty working days later, by the calendar's bank holidays alone."""
    holidays = NonWorkingDay.objects.filter(kind=NonWorkingDay.Kind.BANK_HOLIDAY)
    holidays = holidays.filter(day__gt=received_on)
    return rules.due_by(received_on, set(holidays.values_list("day", flat=True)))
