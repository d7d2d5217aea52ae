"""Recording a request."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from disclosure.acts import Act
from disclosure.models import Disclosure
from disclosure.queries.calendar_days import due_by
from disclosure.services.hold import tell
from schools.access import require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.models import AcademicYear, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.templatetags.govuk import day


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

    Raises RuleBroken for a reference that is taken and a day that is to come.
    """
    require(by, Capability.DISCLOSE, school)
    if received_on > calendar.today():
        raise RuleBroken("The day of receipt must not be in the future.", "received_on")
    try:
        with transaction.atomic():
            found = Disclosure.objects.create(
                reference=reference.strip(),
                school=school,
                asked_for=asked_for.strip(),
                act=act.code,
                received_on=received_on,
                due_by=due_by(received_on),
                recorded_by=by,
            )
    except IntegrityError:
        message = "There is a request with this reference already."
        raise RuleBroken(message, "reference") from None
    found.years.set(years)
    tell("disclosure.recorded", found, by, due=day(found.due_by))
    return found
