"""What is due for one person, school by school: what waits, and what they put off."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.choices import NOTHING_WAITS
from reports.queries.due import DueRow, all_due_for
from reports.queries.dues import LATE
from reports.queries.my_schools import by_attention, visible_schools
from reports.summary.waiting import SOON
from sitrack.core import calendar
from sitrack.core.addresses import address
from sitrack.core.models import Reminder, User
from sitrack.core.reminders import put_off_by

PUT_OFF = ("key", "day", "scope")


@dataclass(frozen=True)
class Mine:
    """One thing; ``until`` is the day that its person chose, None where it waits now."""

    row: DueRow
    until: date | None = None

    @property
    def is_late(self) -> bool:
        return self.row.kind in LATE


@dataclass(frozen=True)
class AtSchool:
    """What waits at one school."""

    name: str
    href: str
    found: list[Mine]


def schools_waiting(mine: Any, user: User) -> list[int]:
    """The keys of those of the person's schools where something waits that is not put
    off, the most pressing first. All of this reads summaries as they stand."""
    found = by_attention(mine, user)
    waiting = found.filter(rank__lt=NOTHING_WAITS)
    return list(waiting.values_list("school_id", flat=True))


@dataclass(frozen=True)
class DuePage:
    """What waits at the schools of a page, and what was put off anywhere."""

    schools: list[AtSchool]
    later: list[Mine]


def page_of(mine: Any, user: User, schools: list[int]) -> DuePage:
    """What waits at these of the person's schools, in their order, as far ahead as home
    tells, the late first; and what they put off, the soonest to come back first: three
    queries."""
    ahead = Reminder.objects.visible_to(user).ahead(calendar.today()).order_by()
    put_off = {key: (day, scope) for key, day, scope in ahead.values_list(*PUT_OFF)}
    places = {*schools, *(school_of(scope) for _, scope in put_off.values())}
    here: dict[int, list[Mine]] = {}
    later: list[tuple[date, Mine]] = []
    some = mine.filter(school__in=places)
    for row in all_due_for(user, calendar.today() + SOON, some=some):
        if row.key in put_off:
            until, _ = put_off[row.key]
            later.append((until, Mine(row, until)))
        else:
            here.setdefault(row.school_key, []).append(Mine(row))
    return DuePage(
        schools=[_at_school(key, here[key]) for key in schools if key in here],
        later=[one for _, one in sorted(later, key=lambda pair: pair[0])],
    )


def _at_school(key: int, found: list[Mine]) -> AtSchool:
    first_late = sorted(found, key=lambda one: not one.is_late)
    return AtSchool(found[0].row.school, address("school", key), first_late)


def one_of(user: User, school: int, key: str) -> Mine | None:
    """The thing of this key at a school, where it waits for this person."""
    here = visible_schools(user).filter(school=school)
    rows = all_due_for(user, calendar.today() + SOON, some=here)
    row = next((row for row in rows if row.key == key), None)
    return Mine(row, put_off_by(user).get(key)) if row else None


def school_of(scope: str) -> int:
    """The key of the school that a reminder's scope tells of."""
    return int(scope.rpartition(":")[2])
