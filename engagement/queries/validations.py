"""The cycle of validations over all schools (SCO-06, DER-13)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from engagement.definitions.gradings import Gradings
from engagement.models import Validation, ValidationState
from engagement.models.gradings import PLANNED
from engagement.rules.validations import DUE, OVERDUE, SCHEDULED, Standing, standing
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability, roles_with

ORDER = (OVERDUE, DUE, SCHEDULED)


@dataclass(frozen=True)
class Planner:
    """One school of the planner."""

    school: School
    standing: Standing
    last: Any
    planned: Validation | None


def standing_of(school: School, form: Gradings) -> Standing:
    """Where one school stands: two queries."""
    own = Validation.objects.filter(school=school)
    last = own.held().aggregate(day=Max("held_on"))["day"]
    planned = own.planned().first()
    return standing(
        last=last,
        scheduled=planned.scheduled_on if planned else None,
        years=form.years,
        today=calendar.today(),
    )


def planner_of(user: User, form: Gradings) -> list[Planner]:
    """Every school of the reader, what is overdue first: two queries."""
    readers = roles_with(Capability.SEE_CLOSING)
    held = Q(validations__state=ValidationState.HELD)
    schools = (
        School.objects.where(user, readers)
        .open()
        .annotate(last_validated=Max("validations__held_on", filter=held))
        .order_by("name")
    )
    rows = list(schools)
    waiting = Validation.objects.filter(state__in=PLANNED, school__in=rows)
    planned = {one.school_id: one for one in waiting}
    found = [_row(school, planned.get(school.pk), form) for school in rows]
    return sorted(found, key=_place)


def _row(school: Any, planned: Validation | None, form: Gradings) -> Planner:
    stands = standing(
        last=school.last_validated,
        scheduled=planned.scheduled_on if planned else None,
        years=form.years,
        today=calendar.today(),
    )
    return Planner(school, stands, school.last_validated, planned)


def _place(row: Planner) -> tuple[int, int]:
    status = row.standing.status
    return (ORDER.index(status) if status in ORDER else len(ORDER), -row.standing.days)
