"""Which of the register's phases the schools here have."""

from schools.choices import Phase
from schools.models import School
from sitrack.core.remembered import Remembered


def _read() -> list[tuple[str, str]]:
    found = set(School.objects.order_by().values_list("phase", flat=True).distinct())
    return [(value, label) for value, label in Phase.choices if value in found]


_here = Remembered(_read)


def phases_here() -> list[tuple[str, str]]:
    """Value and words of each phase that a school has, in the register's order: a
    council without middle schools is offered none. Costs no query, but is ten seconds
    late when another process imports a register."""
    return _here.now()
