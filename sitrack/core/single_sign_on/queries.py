"""Whose a sign-in from elsewhere is, and what somebody has connected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from sitrack.core.models.connected_sign_in import ConnectedSignIn
from sitrack.core.models.user import User
from sitrack.core.prepared import prepared
from sitrack.core.single_sign_on.providers import Provider


@dataclass(frozen=True)
class Identity:
    """Who somebody is to a provider."""

    issuer: str
    subject: str


@dataclass(frozen=True)
class Connected:
    """One connected sign-in, as its owner reads of it."""

    pk: int
    name: str
    connected_at: datetime
    used_at: datetime | None


def providers() -> tuple[Provider, ...]:
    """Those that the operator has named."""
    found: tuple[Provider, ...] = settings.SINGLE_SIGN_ON
    return found


def provider_of(id: str) -> Provider | None:  # noqa: A002 - as the setting names it
    return next((one for one in providers() if one.id == id), None)


def name_of(issuer: str) -> str:
    """What people call a provider; its address where it is no longer named."""
    return next((one.name for one in providers() if one.issuer == issuer), issuer)


def connection_of(identity: Identity) -> ConnectedSignIn | None:
    """The account that an identity is connected to: by both its parts, and nothing else."""
    rows = ConnectedSignIn.objects.select_related("user")
    return rows.filter(issuer=identity.issuer, subject=identity.subject).first()


def connected(user: User) -> list[Connected]:
    """What somebody has connected, the oldest first."""
    return [
        Connected(row.pk, name_of(row.issuer), row.connected_at, row.used_at)
        for row in ConnectedSignIn.objects.filter(user=user.key)
    ]


def ways_of(user: User) -> list[Provider]:
    """The providers at which somebody can show who they are."""
    rows = ConnectedSignIn.objects.filter(user=user.key)
    issuers = set(rows.values_list("issuer", flat=True))
    return [one for one in providers() if one.issuer in issuers]


def shows_factor_elsewhere(user: User) -> bool:
    """Whether a provider that somebody has connected asks for their second factor."""
    return any(one.second_factor for one in ways_of(user))


def has_way_in(user: User) -> bool:
    """Whether somebody has a password or a connected sign-in."""
    return user.has_usable_password() or bool(connected(user))


def may_connect(user: User) -> list[Provider]:
    """The providers of which somebody has connected no sign-in."""
    has = ways_of(user)
    return [one for one in providers() if one not in has]


def counts_as_second_factor(pk: int, user: User) -> bool:
    """Whether a connection is there still, and its provider asks for a second factor."""
    sure = {one.issuer for one in providers() if one.second_factor}
    return any(issuer in sure for issuer in _issuer(pk, user.key))


@prepared
def _issuer(pk: int, user: int) -> Any:
    rows = ConnectedSignIn.objects.filter(pk=pk, user=user)
    return rows.order_by().values_list("issuer", flat=True)
