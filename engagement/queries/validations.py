"""The cycle of validations over all schools (SCO-06, DER-13)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Max, Q

from engagement.definitions.gradings import Gradings
from engagement.models import Validation, ValidationState
from engagement.models.gradings import PLANNED
from engagement.rules.validations import DUE, OVERDUE, SCHEDULED, Standing, standing
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability, roles_with

HELD = ValidationState.HELD
ORDER = (OVERDUE, DUE, SCHEDULED)


@dataclass(frozen=True)
class Planner:
    """One school of the planner."""

    school: School
    standing: Standing
    last: Any
    planned: Validation | None


def standing_of(school: School, form: Gradings) -> Standing:
    """Where one school stands: one query."""
    return standing_by(Validation.objects.filter(school=school), form)


def standing_by(own: Iterable[Validation], form: Gradings) -> Standing:
    """Where a school stands, by its validations."""
    held = [one.held_on for one in own if one.state == HELD and one.held_on]
    planned = [one.scheduled_on for one in own if one.state in PLANNED]
    return standing(
        last=max(held, default=None),
        scheduled=planned[0] if planned else None,
        years=form.years,
        today=calendar.today(),
    )


class Cycle(Sequence[Planner]):
    """Every school of a reader in the cycle, what is overdue first; those of a page are
    read when they are asked for."""

    def __init__(self, user: User, form: Gradings) -> None:
        self._stands = sorted(_standings(user, form), key=_place)

    def __len__(self) -> int:
        return len(self._stands)

    def __getitem__(self, part: Any) -> Any:
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        shown = self._stands[part]
        schools = School.objects.only("name").in_bulk([one.school for one in shown])
        waiting = Validation.objects.filter(state__in=PLANNED, school__in=schools)
        planned = {one.school_id: one for one in waiting}
        return [
            Planner(
                schools[one.school], one.standing, one.last, planned.get(one.school)
            )
            for one in shown
        ]


class _Stands(NamedTuple):
    school: int
    standing: Standing
    last: date | None


def _standings(user: User, form: Gradings) -> Iterator[_Stands]:
    """Where each school stands, by name: one query. Many share the same days."""
    today = calendar.today()

    @cache
    def stands(last: date | None, scheduled: date | None) -> Standing:
        return standing(last=last, scheduled=scheduled, years=form.years, today=today)

    for school, last, scheduled in _days(user):
        yield _Stands(school, stands(last, scheduled), last)


@prepared
def _days(user: User) -> Any:
    """Of each school when the last was held, and when one is planned."""
    schools = School.objects.where(user, roles_with(Capability.SEE_CLOSING)).open()
    rows = (
        schools.order_by("name")
        .values("pk")
        .annotate(
            last_held=Max("validations__held_on", filter=Q(validations__state=HELD)),
            planned_for=Max(
                "validations__scheduled_on", filter=Q(validations__state__in=PLANNED)
            ),
        )
    )
    return rows.values_list("pk", "last_held", "planned_for")


def _place(row: _Stands) -> tuple[int, int]:
    status = row.standing.status
    return (ORDER.index(status) if status in ORDER else len(ORDER), -row.standing.days)
