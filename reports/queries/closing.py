"""How a term closes, school by school (journey 5.1, step 10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from engagement.models import Obligation
from reports.models import SchoolSummary
from reports.queries.due import state_of
from schools.access import at_schools
from sitrack.core.addresses import address
from sitrack.core.models import Term, User
from sitrack.core.prepared import number_of, prepared
from sitrack.core.roles import Role
from visits.models import Visit

ON_A_PAGE = 20
CLOSERS = frozenset({Role.OFFICER, Role.LEAD, Role.HEAD, Role.DIRECTOR})
VIEWS, LEVEL = "inspection_trajectory", "level_confirmed"
NOT_ASKED = "not_asked"
WORDS = {
    "done": "Yes",
    "waived": "Not needed",
    "open": "Not yet",
    "cancelled": "Not asked for",
    NOT_ASKED: "Not asked for",
}
Listed = tuple[int, str, datetime | None, date | None]


@dataclass(frozen=True)
class Closing:
    """One school at the end of a term."""

    href: str
    name: str
    visit_held: bool
    views: str
    level: str
    next_visit: datetime | date | None

    @property
    def views_words(self) -> str:
        return WORDS[self.views]

    @property
    def level_words(self) -> str:
        return WORDS[self.level]

    @property
    def left(self) -> int:
        """How much of it is still open."""
        told = (self.views, self.level)
        return (not self.visit_held) + (not self.next_visit) + told.count("open")


def closing_schools(user: User) -> Any:
    """The reader's schools that have a record, by name, with the next visit of each."""
    reach = at_schools(user, CLOSERS, path="school")
    mine = SchoolSummary.objects.open().filter(reach, record_key__isnull=False)
    shown = mine.filter(listed=True).order_by("name", "school_id")
    return shown.values_list("school_id", "name", "next_visit_at", "next_visit_on")


def number_closing(user: User) -> int:
    """How many schools ``closing_schools`` finds."""
    [number] = _number(user)
    return int(number)


@prepared
def _number(reader: User) -> Any:
    counted = closing_schools(reader).order_by()
    return counted.values_list(number_of(F("pk")), flat=True)


def closing_page(user: User, number: int) -> list[Listed]:
    """Those of ``closing_schools`` on one page."""
    first = (number - 1) * ON_A_PAGE
    if not first:
        return _first_page(user)
    return list(closing_schools(user)[first : first + ON_A_PAGE])


@prepared
def _first_page(reader: User) -> Any:
    return closing_schools(reader)[:ON_A_PAGE]


def closing_rows(schools: Iterable[Listed], term: Term) -> list[Closing]:
    """How some of ``closing_schools`` stand with what a term closes with: two
    queries."""
    listed = list(schools)
    keys = [key for key, *_ in listed]
    visited = set(_visited(term.pk, *keys))
    states = {
        (school, activity): state_of(*stands)
        for school, activity, *stands in _asked(term.pk, *keys)
    }
    return [
        Closing(
            href=address("school_due", key),
            name=name,
            visit_held=key in visited,
            views=states.get((key, VIEWS), NOT_ASKED),
            level=states.get((key, LEVEL), NOT_ASKED),
            next_visit=planned_for or day,
        )
        for key, name, planned_for, day in listed
    ]


@prepared
def _visited(term: int, *schools: int) -> Any:
    """The schools that had a visit in the term, each once."""
    held = Visit.objects.held().filter(term=term, record__school__id__in=schools)
    return held.order_by().values_list("record__school", flat=True).distinct()


@prepared
def _asked(term: int, *schools: int) -> Any:
    rows = Obligation.objects.filter(
        school__id__in=schools, activity__in=[VIEWS, LEVEL]
    )
    stands = rows.filter(term=term).order_by()
    return stands.values_list("school", "activity", "met_on", "waived_at", "cancelled")
