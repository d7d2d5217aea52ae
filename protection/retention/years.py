"""School years as the schedule counts them: by the calendar year in which they begin."""

from dataclasses import dataclass
from datetime import date, timedelta

from sitrack.core.models import AcademicYear

# When one begins that no calendar speaks of.
MONTH, DAY = 9, 1


@dataclass(frozen=True)
class SchoolYear:
    """A school year: its first and last day, and the last before the next one's, as
    there may be days between two."""

    begins: int
    first: date
    last: date
    until: date


def label_of(begins: int) -> str:
    """Such as 2017/18."""
    return f"{begins}/{(begins + 1) % 100:02}"


class Years:
    """The school years of the calendar, read once; others begin in September."""

    def __init__(self) -> None:
        rows = AcademicYear.objects.all()
        self._known = {row.start.year: row for row in rows}

    def of(self, begins: int) -> SchoolYear:
        """The school year that begins in a calendar year."""
        known = self._known.get(begins)
        until = self._first(begins + 1) - timedelta(days=1)
        return SchoolYear(
            begins, self._first(begins), known.end if known else until, until
        )

    def on(self, day: date) -> SchoolYear:
        """The school year that a day lies in; days between two belong to the earlier."""
        this = self.of(day.year)
        return this if day >= this.first else self.of(day.year - 1)

    def _first(self, begins: int) -> date:
        known = self._known.get(begins)
        return known.start if known else date(begins, MONTH, DAY)
