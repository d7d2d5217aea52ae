"""Whether this sign-in has shown a second factor.

It is said of the sign-in and not of the account: whoever got in with the password alone
does not get further because the account's owner sets up a factor elsewhere.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_used
from django.dispatch import receiver
from django.http import HttpRequest

from sitrack.core.knocks.services import note_refused
from sitrack.core.models.connected_sign_in import ConnectedSignIn
from sitrack.core.models.user import User
from sitrack.core.second_factor.queries import factors_of, stands
from sitrack.core.second_factor.services import tell_code_used
from sitrack.core.single_sign_on.queries import counts_as_second_factor

SHOWN = "second_factor"
SHOWN_ELSEWHERE = "second_factor_elsewhere"


def note_shown(request: HttpRequest, factor: Authenticator) -> None:
    """This sign-in has just shown this factor, and is asked again when it is gone."""
    request.session[SHOWN] = factor.pk


def note_shown_elsewhere(request: HttpRequest, connection: ConnectedSignIn) -> None:
    """A provider that counts as one has asked this sign-in for a second factor."""
    request.session[SHOWN_ELSEWHERE] = connection.pk


def note_changed(request: HttpRequest, user: User) -> None:
    """This sign-in has added or removed a factor: where the one that it had shown is
    gone, another stands for it."""
    if not has_shown(request, user):
        found = factors_of(user)
        request.session[SHOWN] = found[0].pk if found else None


def has_shown(request: HttpRequest, user: User) -> bool:
    """Whether what this sign-in has shown is still the user's, and still counts."""
    pk = request.session.get(SHOWN)
    if isinstance(pk, int) and stands(pk, user):
        return True
    elsewhere = request.session.get(SHOWN_ELSEWHERE)
    return isinstance(elsewhere, int) and counts_as_second_factor(elsewhere, user)


@receiver(authentication_failed)
def _note_refused(user: User, **_: Any) -> None:
    note_refused(user.email, reason="the second step was wrong")


@receiver(authenticator_used)
def _note(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    note_shown(request, authenticator)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        tell_code_used(user=user)
