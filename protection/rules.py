"""Pure rules of data protection."""

from datetime import date
from typing import NamedTuple

HEADING = "## "
# An authority keeps a kind for a number of years of its own, between these.
LEAST_YEARS, MOST_YEARS = 1, 75


class Section(NamedTuple):
    """A part of a notice: its heading, empty for the beginning, and its text."""

    heading: str
    text: str


def sections_of(text: str) -> list[Section]:
    """The parts of a notice; a line that begins with "## " is a heading."""
    found: list[Section] = []
    lines: list[str] = []
    heading = ""
    for line in [*text.splitlines(), HEADING]:
        if line.startswith(HEADING):
            body = "\n".join(lines).strip()
            if heading or body:
                found.append(Section(heading, body))
            heading, lines = line.removeprefix(HEADING).strip(), []
        else:
            lines.append(line)
    return found


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of a leap day the day before."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
