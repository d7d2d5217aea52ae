"""Which year comes next, and the records of a school by year."""

from dataclasses import dataclass
from datetime import date

from sitrack.core import calendar
from sitrack.core.models import AcademicYear


@dataclass(frozen=True)
class Turn:
    """The year that ends, the one that its records go into, and what is to do first."""

    old: AcademicYear | None
    new: AcademicYear | None
    first: str = ""


def turn_of(day: date) -> Turn:
    """The turn of the year that a day belongs to.

    From the day after the last term on, the present year is carried into the next;
    before that, the year before into the present one.
    """
    years = list(AcademicYear.objects.prefetch_related("terms").order_by("start"))
    present = next((year for year in reversed(years) if year.start <= day), None)
    if present is None:
        return Turn(None, None, "The calendar has no academic year yet.")
    place = years.index(present)
    before = years[place - 1] if place else None
    after = years[place + 1] if place + 1 < len(years) else None
    ends = max((term.end for term in present.terms.all()), default=present.end)
    if day <= ends:
        if before is None:
            told = f"There is nothing to carry over before {ends:%-d %B %Y}, when the"
            return Turn(None, None, f"{told} last term of {present} ends.")
        return Turn(before, present)
    if after is None:
        return Turn(
            present,
            None,
            f"The calendar has no year after {present}. First an administrator adds"
            " it, with its terms, under Calendar. Then the records can be carried over.",
        )
    return Turn(present, after)


def next_year() -> AcademicYear | None:
    """The year after the present one, if the calendar has it."""
    ahead = AcademicYear.objects.filter(start__gt=calendar.today())
    return ahead.order_by("start").first()
