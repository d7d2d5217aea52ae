"""The way to a provider and back: who somebody is, or why that is not known.

Everything that comes back is held against what this browser was sent away with: the
state, the provider, the time, the nonce; the token against the provider's keys, the
issuer and us (OpenID Connect Core 1.0, 3.1.3.7). Where somebody is to show anew that it
is them, it must say that they did so after they left: what we ask for on the way there
stands in an address that they can change.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from joserfc.errors import JoseError
from requests import RequestException

from sitrack.core import clock
from sitrack.core.single_sign_on.providers import Provider
from sitrack.core.single_sign_on.queries import Identity

log = logging.getLogger(__name__)

WAITING = "single_sign_on"
LASTS = 600  # Seconds from leaving to coming back.
PATIENCE = 5  # Seconds that a provider has for an answer.
LEEWAY = 60  # Seconds by which two clocks may differ.
UNCLEAR = (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError)
"""What is raised where an answer is not what a provider should say."""


class Refused(Exception):
    """Nobody is let in; ``message`` says why, to whoever is there."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(code)
        self.message = message
        self.code = code


@dataclass(frozen=True)
class Arrival:
    """Somebody has come back: who they are, what they wanted, and with what facts."""

    provider: Provider
    identity: Identity
    intent: str
    facts: dict[str, Any]


def leave(
    request: HttpRequest, provider: Provider, *, intent: str, anew: bool, **facts: Any
) -> str:
    """The address at the provider to go to; ``anew`` has it ask who is there, whoever
    it thinks it knows. Raises Refused where it does not answer."""
    back = request.build_absolute_uri(
        reverse("single_sign_on:back", args=[provider.id])
    )
    # The first asks, the second has it say when (3.1.2.1).
    prompt = {"prompt": "login", "max_age": "0"} if anew else {}
    try:
        made = _metadata_checked(provider).create_authorization_url(back, **prompt)
    except RequestException as error:
        raise _unreachable(provider) from error
    except (*UNCLEAR, RuntimeError) as error:
        raise _unclear(provider, "discovery") from error
    request.session[WAITING] = {
        "provider": provider.id,
        "intent": intent,
        "facts": facts,
        "at": clock.now().timestamp(),
        "anew": anew,
        "back": back,
        **{name: made[name] for name in ("state", "nonce", "code_verifier")},
    }
    address: str = made["url"]
    return address


def arrive(request: HttpRequest, provider: Provider) -> Arrival:
    """Who has come back; what they were sent away with counts once. Raises Refused."""
    waiting = request.session.pop(WAITING, None)
    _check_state(request, provider, waiting)
    if request.GET.get("error"):
        raise Refused(
            f"{provider.name} did not sign you in, or you did not want it to.",
            code="declined",
        )
    if request.GET.get("iss", provider.issuer) != provider.issuer:
        raise _unclear(provider, "issuer")
    try:
        client = _metadata_checked(provider)
        token = client.fetch_access_token(
            waiting["back"],
            code=request.GET.get("code", ""),
            code_verifier=waiting["code_verifier"],
        )
        claims = client.parse_id_token(
            token,
            nonce=waiting["nonce"],
            claims_options=_expected(provider),
            leeway=LEEWAY,
        )
        identity = Identity(provider.issuer, _subject(claims))
        shown_at = _shown_at(claims)
    except RequestException as error:
        raise _unreachable(provider) from error
    except (*UNCLEAR, RuntimeError) as error:
        raise _unclear(provider, type(error).__name__) from error
    if waiting.get("anew") and shown_at < waiting["at"] - LEEWAY:
        log.warning("single sign-on: %s asked nobody anew", provider.id)
        raise Refused(
            f"{provider.name} did not ask you anew who you are, or does not say when it"
            " did.",
            code="not_anew",
        )
    return Arrival(provider, identity, waiting["intent"], waiting["facts"])


def _check_state(request: HttpRequest, provider: Provider, waiting: Any) -> None:
    state = request.GET.get("state", "")
    if (
        waiting is None
        or waiting["provider"] != provider.id
        or not constant_time_compare(waiting["state"], state)
    ):
        raise Refused(
            "This browser was not on its way to signing in, or has been here already.",
            code="state",
        )
    if clock.now().timestamp() - waiting["at"] > LASTS:
        raise Refused("It took longer than ten minutes.", code="too_late")


def _expected(provider: Provider) -> dict[str, Any]:
    return {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "sub": {"essential": True},
    }


def _subject(claims: Any) -> str:
    """The subject of a checked token. Raises ValueError where there is none to keep."""
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise ValueError("no subject")
    return subject


def _shown_at(claims: Any) -> float:
    """When somebody showed the provider that it is them, in seconds since 1970; 0 where
    it does not say. Raises ValueError for what is no moment, and for one to come."""
    moment = claims.get("auth_time")
    if moment is None:
        return 0
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        raise ValueError("no moment")
    if moment > clock.now().timestamp() + LEEWAY:
        raise ValueError("a moment to come")
    return moment


def _metadata_checked(provider: Provider) -> Any:
    """The client of a provider that says of itself what the operator says of it."""
    client = _client(provider)
    if client.load_server_metadata()["issuer"] != provider.issuer:
        raise ValueError("another issuer")
    return client


@lru_cache
def _client(provider: Provider) -> Any:
    """It keeps what the provider publishes, and asks anew for keys it does not know."""
    return OAuth().register(
        provider.id,
        client_id=provider.client_id,
        client_secret=provider.secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": provider.scope,
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def _unreachable(provider: Provider) -> Refused:
    log.warning("single sign-on: %s does not answer", provider.id)
    return Refused(
        f"{provider.name} does not answer at the moment.", code="unreachable"
    )


def _unclear(provider: Provider, what: str) -> Refused:
    log.warning("single sign-on: %s answered wrongly: %s", provider.id, what)
    return Refused(
        f"What {provider.name} answered does not prove who you are.", code="unclear"
    )
