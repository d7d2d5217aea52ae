"""By what somebody has just signed in, in words."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from sitrack.core.models.user import User

WORDS = {
    "password": "a password",
    "totp": "a code of an app",
    "webauthn": "a passkey",
    "recovery_codes": "a recovery code",
}
# Whoever has given nothing yet has this moment chosen a password.
INVITED = "an invitation"


def means_of(request: HttpRequest, user: User) -> str:
    """Such as "a password and a code of an app": what was shown in this browser since
    nobody was signed in there."""
    elsewhere = getattr(request, "signed_in_with", "")
    given = [elsewhere] if elsewhere else []
    for record in get_authentication_records(request, user):
        kind = record.get("type") or record["method"]
        given.append(WORDS.get(kind, kind))
    return " and ".join(dict.fromkeys(given)) or INVITED
