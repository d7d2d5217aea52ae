"""What somebody signs in with beside a password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from sitrack.core.models.user import User
from sitrack.core.prepared import prepared
from sitrack.core.single_sign_on.queries import connected

Type = Authenticator.Type


@dataclass(frozen=True)
class Codes:
    """Somebody's recovery codes: how many are left of how many, and themselves until
    their owner has kept them."""

    left: int
    all: int
    shown: list[str]


def factors_of(user: User) -> list[Authenticator]:
    """The factors themselves, the oldest first; recovery codes only stand in for one."""
    found = Authenticator.objects.filter(user=user.key)
    return list(found.exclude(type=Type.RECOVERY_CODES).order_by("pk"))


def has_factor(user: User | None) -> bool:
    return user is not None and bool(factors_of(user))


def has_step(user: User | None) -> bool:
    """Whether there is anything beside a password that lets somebody in."""
    return has_factor(user) or bool(user and connected(user))


def app_of(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user.key, type=Type.TOTP).first()


def passkeys_of(user: User) -> list[Authenticator]:
    found = Authenticator.objects.filter(user=user.key, type=Type.WEBAUTHN)
    return list(found.order_by("pk"))


def codes_of(user: User) -> Authenticator | None:
    found = Authenticator.objects.filter(user=user.key, type=Type.RECOVERY_CODES)
    return found.first()


def recovery_codes(user: User) -> Codes | None:
    """The recovery codes; None for whoever has none."""
    found = codes_of(user)
    if found is None:
        return None
    codes = found.wrap()
    unused: list[str] = codes.get_unused_codes()
    shown = [] if codes.did_view else [f"{code[:4]} {code[4:]}" for code in unused]
    return Codes(len(unused), len(codes.generate_codes()), shown)


def stands(pk: int, user: User) -> bool:
    """Whether a factor is there still, and this user's: asked for each page."""
    return bool(_standing(pk, user.key))


@prepared
def _standing(pk: int, user: int) -> Any:
    return Authenticator.objects.filter(pk=pk, user=user).values_list("pk", flat=True)
