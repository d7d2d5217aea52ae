"""What a list's file holds: steady columns, and rows as the list's page makes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from sitrack.core.documents.text import clean
from sitrack.core.words import worded

# Longer than any list of an authority; a file without an end would harm the server.
MOST_ROWS = 20_000
ROWS_A_PAGE = 200
NOT_ALL = "Only the first {most:,} rows are here. Narrow the list to have the others."

Cell = str | int | Decimal | date | datetime | None


@dataclass(frozen=True)
class Sheet:
    """The columns of a list in their order: each heading, which may take a word of the
    framework ("{school_number}"), and what it says of a row.

    ``name`` is all that the file's own name tells: such as "visits", never whose.
    """

    name: str
    columns: Mapping[str, Callable[[Any], Any]]

    @property
    def headings(self) -> list[str]:
        return [worded(heading) for heading in self.columns]

    def lines(self, rows: Iterable[Any]) -> Iterator[list[Cell]]:
        """The cells of each row; a last line says so where there were too many."""
        for number, row in enumerate(rows):
            if number == MOST_ROWS:
                yield [NOT_ALL.format(most=MOST_ROWS)]
                return
            yield [_cell(read(row)) for read in self.columns.values()]


def _cell(value: Any) -> Cell:
    """The value as files know it: moments by our clock, yes and no, text made clean."""
    if value is None or (isinstance(value, str) and not value):
        return None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, int | Decimal | date):
        return value
    return clean(str(value))


def by_pages(found: Any, rows_of: Callable[[Any], Iterable[Any]]) -> Iterator[Any]:
    """The rows of a whole list, made of so many at a time as a page makes them."""
    for page in Paginator(found, ROWS_A_PAGE):
        yield from rows_of(page.object_list)


def in_hours(minutes: int | None) -> Decimal | None:
    """Minutes as a number of hours: 150 gives 2.5."""
    if minutes is None:
        return None
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))
