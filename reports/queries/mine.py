"""What is due for one person, school by school: what waits, and what they put off."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.choices import NOTHING_WAITS, Kind
from reports.queries.due_for import DueRow, all_due_for, due_of_service
from reports.queries.dues import LATE
from reports.queries.my_schools import by_attention, visible_schools
from reports.summary.waiting import SOON
from reports.topics import is_overdue
from sitrack.core import calendar
from sitrack.core.addresses import address
from sitrack.core.models import Reminder, User
from sitrack.core.prepared import prepared
from sitrack.core.reminders import put_off_by


@dataclass(frozen=True)
class Mine:
    """One thing; ``until`` is the day that its person chose, None where it waits now."""

    row: DueRow
    until: date | None = None

    @property
    def is_late(self) -> bool:
        row, of_service = self.row, self.row.kind is Kind.SERVICE
        over = of_service and is_overdue(row.kind, row.due_on, calendar.today())
        return row.kind in LATE or over

    @property
    def put_off_href(self) -> str:
        return address("put_off", self.row.school_key, self.row.key)


@dataclass(frozen=True)
class AtSchool:
    """What waits at one school."""

    name: str
    href: str
    found: list[Mine]


def schools_waiting(user: User) -> list[int]:
    """The keys of those of the person's schools where something waits that is not put
    off, the most pressing first. All of this reads summaries as they stand."""
    return _waiting(user)


@prepared
def _waiting(reader: User) -> Any:
    found = by_attention(visible_schools(reader), reader)
    waiting = found.filter(rank__lt=NOTHING_WAITS)
    return waiting.values_list("school_id", flat=True)


@dataclass(frozen=True)
class DuePage:
    """What waits at the schools of a page, what was put off anywhere, and what is due of
    the whole service."""

    schools: list[AtSchool]
    later: list[Mine]
    service: list[Mine]


def page_of(user: User, schools: list[int]) -> DuePage:
    """What waits at these of the person's schools, in their order, as far ahead as home
    tells, the late first; and what they put off, the soonest to come back first: three
    queries, and those of the whole service."""
    put_off = {key: (day, scope) for key, day, scope in _put_off(user.pk)}
    places = {*schools, *(school_of(scope) for _, scope in put_off.values())}
    here: dict[int, list[Mine]] = {}
    later: list[tuple[date, Mine]] = []
    for row in all_due_for(user, calendar.today() + SOON, at=places):
        if row.key in put_off:
            until, _ = put_off[row.key]
            later.append((until, Mine(row, until)))
        else:
            here.setdefault(row.school_key, []).append(Mine(row))
    return DuePage(
        schools=[_at_school(key, here[key]) for key in schools if key in here],
        later=[one for _, one in sorted(later, key=lambda pair: pair[0])],
        service=[Mine(row) for row in service_waiting(user)],
    )


def service_waiting(user: User) -> list[DueRow]:
    """What is due of the whole service, as far ahead as home tells."""
    return due_of_service(user, calendar.today() + SOON)


@prepared
def _put_off(user: int) -> Any:
    ahead = Reminder.objects.filter(user=user).ahead(calendar.today())
    return ahead.order_by().values_list("key", "day", "scope")


def _at_school(key: int, found: list[Mine]) -> AtSchool:
    first_late = sorted(found, key=lambda one: not one.is_late)
    return AtSchool(found[0].row.school, address("school", key), first_late)


def one_of(user: User, school: int, key: str) -> Mine | None:
    """The thing of this key at a school, where it waits for this person."""
    rows = all_due_for(user, calendar.today() + SOON, at=[school])
    row = next((row for row in rows if row.key == key), None)
    return Mine(row, put_off_by(user).get(key)) if row else None


def school_of(scope: str) -> int:
    """The key of the school that a reminder's scope tells of."""
    return int(scope.rpartition(":")[2])
