"""Setting a legal hold and lifting it."""

from django.db import IntegrityError, transaction

from protection.models import LegalHold
from protection.services.retention.desk import take_desk
from schools.access import require
from schools.models import Person, School
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken


@transaction.atomic
def set_hold(
    *,
    reason: str,
    by: User,
    school: School | None = None,
    person: Person | None = None,
) -> LegalHold:
    """Hold a school or a person: nothing of it is deleted, and nobody there is erased.

    Raises RuleBroken where there is a hold already, or for both or neither.
    """
    require(by, Capability.PROTECT_DATA)
    if (school is None) == (person is None):
        raise RuleBroken("Choose a school or a person.", "school")
    # Whoever destroys has taken the desk first: of two at once the second waits.
    take_desk()
    if person is not None:
        # Whoever erases has locked them (``erasures``).
        Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    try:
        with transaction.atomic():
            hold = LegalHold.objects.create(
                school=school, person=person, reason=reason.strip(), set_by=by
            )
    except IntegrityError:
        raise RuleBroken(f"There is a hold on {school or person} already.") from None
    events.record("hold.set", hold, by=by, audience=Audience.SYSTEM, reason=reason)
    return hold


@transaction.atomic
def lift_hold(*, hold: LegalHold, reason: str, by: User) -> None:
    """Lift it. Raises RuleBroken where somebody has lifted it already."""
    require(by, Capability.PROTECT_DATA)
    changed = LegalHold.objects.filter(pk=hold.pk, lifted_at=None).update(
        lifted_at=clock.now(), lifted_by=by, lifted_reason=reason.strip()
    )
    if not changed:
        raise RuleBroken("The hold was lifted already.")
    events.record("hold.lifted", hold, by=by, audience=Audience.SYSTEM, reason=reason)
