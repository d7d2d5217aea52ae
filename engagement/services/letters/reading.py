"""Every opening of a letter is an event (INV-25); an administrator's has a reason."""

from django.db import transaction

from engagement.models import EmergencyOpening, RestrictedLetter
from engagement.services.letters.moving import tell
from schools.access import require, users_who_may
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

TOLD = "A restricted document was opened by an administrator"


@transaction.atomic
def record_reading(*, letter: RestrictedLetter, by: User, file: bool = False) -> None:
    """Note who opened the letter, or the file of a reply to it."""
    tell("letter.file_read" if file else "letter.read", letter, by=by)


def find_in_emergency(*, number: int, by: User) -> RestrictedLetter | None:
    """The letter that an administrator asks for by its number; asking in vain is kept
    too. Raises PermissionDenied."""
    require(by, Capability.BREAK_GLASS)
    rows = RestrictedLetter.objects.select_related("type", "year")
    letter: RestrictedLetter | None = rows.filter(pk=number).first()
    if letter is None:
        events.record(
            "letter.emergency_failed",
            by,
            by=by,
            audience=Audience.SYSTEM,
            number=str(number),
        )
    return letter


@transaction.atomic
def open_in_emergency(
    *, letter: RestrictedLetter, reason: str, by: User
) -> EmergencyOpening:
    """Let an administrator read one letter for half an hour (CONF-14).

    The reason is kept with the letter, and the Heads of service are told. Raises
    PermissionDenied, and RuleBroken without a reason.
    """
    require(by, Capability.BREAK_GLASS)
    if not reason.strip():
        raise RuleBroken("Say why you must open it. The reason is kept.", "reason")
    opening = EmergencyOpening.objects.create(
        letter=letter, reason=reason.strip(), opened_by=by, opened_at=clock.now()
    )
    tell("letter.emergency", letter, by=by, reason=opening.reason)
    delivery.notify(
        users_who_may(Capability.SIGN_PREVENTATIVE),
        title=TOLD,
        path=letter.get_absolute_url(),
        key=f"document:{letter.pk}:opened:{opening.pk}",
    )
    return opening
