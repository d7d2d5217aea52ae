"""Setting up, replacing and removing what somebody signs in with beside a password.

Each change is one transaction with its event and a mail to the account's owner, which
names what was changed and nothing more (CONF-04).
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sitrack.core import delivery, events
from sitrack.core.models.connected_sign_in import ConnectedSignIn
from sitrack.core.models.event import Audience, Event
from sitrack.core.models.user import User
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.queries import Type, app_of, codes_of, factors_of
from sitrack.core.sign_ins.services import in_turn

ONE_IS_NEEDED = "Everybody here signs in with a second step. Set up another first."


@transaction.atomic
def set_up_app(*, user: User, secret: str) -> Authenticator:
    """Take codes from an app that holds this secret, and from no other from now on.

    Whoever has no recovery codes is given some; they are shown until they are kept.
    """
    in_turn(user)
    before = app_of(user)
    if before:
        before.delete()
    app: Authenticator = TOTP.activate(user, secret).instance
    _with_codes(user)
    if before:
        _tell("app_replaced", user, "Another app makes the codes you sign in with")
    else:
        _tell("app_added", user, "You now sign in with a code from an app")
    return app


@transaction.atomic
def remove_app(*, user: User) -> None:
    """Take no more codes from the app; recovery codes go with the last factor.

    Raises RuleBroken where it is the last and everybody needs one.
    """
    in_turn(user)
    app = app_of(user)
    if app is None:
        return
    _remove(app, user)
    _tell("app_removed", user, "The app for the codes you sign in with was removed")


@transaction.atomic
def add_passkey(*, user: User, name: str, credential: dict[str, Any]) -> None:
    """Let a passkey sign somebody in, from a registration that was checked."""
    in_turn(user)
    WebAuthn.add(user, name, credential)
    _with_codes(user)
    _tell("passkey_added", user, "A passkey was added to your account", name=name)


@transaction.atomic
def remove_passkey(*, user: User, pk: int) -> None:
    """Take a passkey away; where it is gone already, nothing happens.

    Raises RuleBroken where it is the last factor and everybody needs one.
    """
    in_turn(user)
    passkey = Authenticator.objects.filter(user=user, type=Type.WEBAUTHN, pk=pk).first()
    if passkey is None:
        return
    name = str(passkey)
    _remove(passkey, user)
    _tell("passkey_removed", user, "A passkey was removed from your account", name=name)


@transaction.atomic
def make_codes(*, user: User) -> None:
    """Give somebody who has a factor new recovery codes; the old ones end."""
    in_turn(user)
    if not factors_of(user):
        return
    before = codes_of(user)
    if before:
        before.delete()
    RecoveryCodes.activate(user)
    _tell("codes_made", user, "New recovery codes were made for your account")


@transaction.atomic
def keep_codes(*, user: User) -> None:
    """Their owner has kept the recovery codes: they are shown to nobody again."""
    in_turn(user)
    # Held: a code that is used at this moment stays used.
    mine = Authenticator.objects.select_for_update().filter(user=user)
    codes = mine.filter(type=Type.RECOVERY_CODES).first()
    if codes and not codes.wrap().did_view:
        codes.wrap().mark_as_viewed()
        _record("codes_kept", user)


@transaction.atomic
def forget_factors(*, user: User) -> None:
    """Remove all that somebody signs in with beside a password, sign-ins from elsewhere
    among it, for a service that says by whom and why.

    Raises RuleBroken where there is nothing.
    """
    in_turn(user)
    connected, _ = ConnectedSignIn.objects.filter(user=user).delete()
    if not factors_of(user) and not connected:
        raise RuleBroken(f"{user} has set up no second step.")
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def tell_code_used(*, user: User) -> None:
    """Somebody has got in with a recovery code: its owner hears of it."""
    _tell("code_used", user, "A recovery code was used to sign in to your account")


def _with_codes(user: User) -> None:
    """Whoever has a factor has recovery codes, shown until they are kept."""
    if not codes_of(user):
        RecoveryCodes.activate(user)


def _remove(factor: Authenticator, user: User) -> None:
    """Remove a factor; recovery codes stand in for one, and go with the last."""
    if settings.SECOND_FACTOR_REQUIRED and len(factors_of(user)) == 1:
        raise RuleBroken(ONE_IS_NEEDED)
    factor.delete()
    if not factors_of(user):
        Authenticator.objects.filter(user=user).delete()


def _record(verb: str, user: User, **facts: str) -> Event:
    return events.record(
        f"second_factor.{verb}", user, by=user, audience=Audience.SYSTEM, **facts
    )


def _tell(verb: str, user: User, title: str, **facts: str) -> None:
    event = _record(verb, user, **facts)
    delivery.notify(
        [user],
        title=title,
        path=reverse("signing_in_safely"),
        key=f"second_factor:{event.pk}",
    )
