"""Why an invitation's link opens nothing."""

from enum import StrEnum

from schools.models import Invitation
from schools.services.posts_held import post_stands
from sitrack.core import clock
from sitrack.core.models import User

Outcome = Invitation.Outcome


class Refusal(StrEnum):
    """Why a link opens nothing; the value ends the event's sentence."""

    UNKNOWN = "there is no such invitation"
    USED = "it had been used"
    TOO_OLD = "it was too old"
    WITHDRAWN = "it was no longer open"
    OTHER_POST = "the post that it was for had changed"
    REPLACED = "a newer one had been sent"
    SOMEBODY_ELSE = "somebody else was signed in"


ENDED = {
    Outcome.ACCEPTED: Refusal.USED,
    Outcome.WITHDRAWN: Refusal.WITHDRAWN,
    Outcome.REPLACED: Refusal.REPLACED,
}


def refusal_of(invitation: Invitation, reader: User | None) -> Refusal | None:
    """Why an invitation cannot be taken up now by this reader; None where it can."""
    person = invitation.person
    if invitation.outcome:
        return ENDED[Outcome(invitation.outcome)]
    if invitation.is_too_old(clock.now()):
        return Refusal.TOO_OLD
    moved = person.email.strip().lower() != invitation.email
    closed = person.user is not None and not person.user.is_active
    if moved or closed:
        return Refusal.WITHDRAWN
    if not post_stands(invitation):
        return Refusal.OTHER_POST
    if reader is not None and reader != person.user:
        return Refusal.SOMEBODY_ELSE
    return None
