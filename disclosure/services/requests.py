"""Recording a request, and putting right what was recorded."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from disclosure.acts import Act
from disclosure.models import Disclosure, State
from disclosure.queries.calendar_days import due_by
from disclosure.services.hold import held, tell
from schools.access import require
from schools.models import School
from schools.services.turns import in_turn
from sitrack.core import calendar
from sitrack.core.models import AcademicYear, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.templatetags.govuk import day
from sitrack.core.versions import take_next_version


@transaction.atomic
def record_request(
    *,
    reference: str,
    school: School,
    years: Iterable[AcademicYear],
    asked_for: str,
    act: Act,
    received_on: date,
    by: User,
) -> Disclosure:
    """Record that somebody asks for information about a school; who, is not kept.

    From then on nothing is destroyed there: where somebody is at it, this waits. Raises
    RuleBroken for a reference that is taken and a day that is to come.
    """
    require(by, Capability.DISCLOSE, school)
    in_turn([school.pk])
    found = Disclosure(school=school, act=act.code, recorded_by=by)
    _write(found, reference, years, asked_for, received_on)
    tell("disclosure.recorded", found, by, due=day(found.due_by))
    return found


@transaction.atomic
def correct_request(
    *,
    disclosure: Disclosure,
    expected_version: int,
    reference: str,
    school: School,
    years: Iterable[AcademicYear],
    asked_for: str,
    act: Act,
    received_on: date,
    by: User,
) -> Disclosure:
    """Put right what was recorded, while the request is open.

    School and law stay once the record is taken. Raises RuleBroken where they would not,
    and as recording does; Stale where somebody has changed the request meanwhile.
    """
    found = held(disclosure, by, states=[State.OPEN])
    require(by, Capability.DISCLOSE, school)
    take_next_version(found, expected=expected_version)
    if (found.school, found.act) != (school, act.code):
        if found.items.exists():
            raise RuleBroken("The record is taken: its school and the law stay.")
        in_turn([school.pk])
        found.school, found.act = school, act.code
    _write(found, reference, years, asked_for, received_on)
    tell("disclosure.corrected", found, by, due=day(found.due_by))
    return found


def _write(
    found: Disclosure,
    reference: str,
    years: Iterable[AcademicYear],
    asked_for: str,
    received_on: date,
) -> None:
    if received_on > calendar.today():
        raise RuleBroken("The day of receipt must not be in the future.", "received_on")
    found.reference, found.asked_for = reference.strip(), asked_for.strip()
    found.received_on, found.due_by = received_on, due_by(received_on)
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        message = "There is a request with this reference already."
        raise RuleBroken(message, "reference") from None
    found.years.set(years)
