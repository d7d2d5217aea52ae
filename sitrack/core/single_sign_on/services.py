"""Connecting a sign-in from elsewhere to an account, and taking it away again."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse

from sitrack.core import clock, delivery, events
from sitrack.core.models.connected_sign_in import ConnectedSignIn
from sitrack.core.models.event import Audience
from sitrack.core.models.user import User
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.queries import passkeys_of
from sitrack.core.sign_ins.services import end_others, in_turn
from sitrack.core.single_sign_on.queries import Identity, connection_of, name_of

LAST_WAY = (
    "It is the only way in which you sign in. Choose a password or add a passkey first."
)


@transaction.atomic
def connect(*, user: User, identity: Identity) -> ConnectedSignIn:
    """Let an identity sign somebody in from now on.

    Raises RuleBroken where it is another account's, or the account has another identity
    of the same provider.
    """
    in_turn(user)
    name = name_of(identity.issuer)
    found = connection_of(identity)
    if found and found.user_id == user.pk:
        return found
    if ConnectedSignIn.objects.filter(user=user, issuer=identity.issuer).exists():
        raise RuleBroken(
            f"Another sign-in with {name} is connected to your account. Disconnect it"
            " first."
        )
    try:
        with transaction.atomic():
            made = ConnectedSignIn.objects.create(
                user=user, issuer=identity.issuer, subject=identity.subject
            )
    except IntegrityError as taken:
        raise RuleBroken(
            f"This sign-in with {name} is connected to another account."
        ) from taken
    _tell("connected", user, f"A sign-in with {name} was connected to your account")
    return made


@transaction.atomic
def disconnect(*, user: User, pk: int, key: str | None) -> None:
    """Take a connection away, and end what is signed in but for the browser with this
    key; where it is gone already, nothing happens.

    Raises RuleBroken where nothing else would let its owner in.
    """
    in_turn(user)
    own = ConnectedSignIn.objects.filter(user=user)
    found = own.filter(pk=pk).first()
    if found is None:
        return
    others = own.exclude(pk=pk).exists()
    if not (user.has_usable_password() or passkeys_of(user) or others):
        raise RuleBroken(LAST_WAY)
    name = name_of(found.issuer)
    found.delete()
    end_others(key=key, by=user)
    _tell("disconnected", user, f"A sign-in with {name} no longer opens your account")


@transaction.atomic
def note_refused(*, user: User, issuer: str, reason: str) -> None:
    """A sign-in from elsewhere led to this account, and was refused."""
    events.record(
        "single_sign_on.refused",
        user,
        by=None,
        audience=Audience.SYSTEM,
        name=name_of(issuer),
        reason=reason,
    )


def note_used(found: ConnectedSignIn) -> None:
    """It has let its owner in."""
    ConnectedSignIn.objects.filter(pk=found.pk).update(used_at=clock.now())


def _tell(verb: str, user: User, title: str) -> None:
    event = events.record(
        f"single_sign_on.{verb}", user, by=user, audience=Audience.SYSTEM, title=title
    )
    delivery.notify(
        [user],
        title=title,
        path=reverse("signing_in_safely"),
        key=f"single_sign_on:{event.pk}",
    )
