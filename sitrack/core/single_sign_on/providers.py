"""Who signs people in elsewhere, as the operator has named them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

VARIABLE = "SITRACK_SINGLE_SIGN_ON"
ID = re.compile(r"[a-z][a-z0-9-]*")
NEEDED = {"id", "name", "issuer", "client_id", "secret"}


@dataclass(frozen=True)
class Provider:
    """A provider of OpenID Connect.

    ``issuer`` is compared letter by letter with what its tokens say. ``second_factor``:
    it asks everybody for a second factor, so that we need not.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    secret: str = field(repr=False)
    scope: str = "openid"
    second_factor: bool = False


KNOWN = {each.name for each in fields(Provider)}


def providers_from(text: str, *, local: bool) -> tuple[Provider, ...]:
    """The providers that a JSON list names; none where the text is empty.

    Raises ImproperlyConfigured for what is no such list, says half of what is needed,
    says anything twice, or is not reached by https, unless ``local``.
    """
    if not text:
        return ()
    try:
        told = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{VARIABLE} must be JSON: {error}.") from error
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise ImproperlyConfigured(f"{VARIABLE} must be a list of providers.")
    found = tuple(_provider(one, local=local) for one in told)
    for what in ("id", "issuer"):
        if len({getattr(one, what) for one in found}) < len(found):
            raise ImproperlyConfigured(f"{VARIABLE} has two providers of one {what}.")
    return found


def _provider(told: dict[str, Any], *, local: bool) -> Provider:
    if missing := NEEDED - {key for key, value in told.items() if value}:
        raise ImproperlyConfigured(
            f"{VARIABLE} lacks {', '.join(sorted(missing))} of a provider."
        )
    if unknown := told.keys() - KNOWN:
        raise ImproperlyConfigured(
            f"{VARIABLE} says {', '.join(sorted(unknown))}, which nothing reads."
        )
    second_factor = told.pop("second_factor", False)
    if not isinstance(second_factor, bool) or not all(
        isinstance(value, str) for value in told.values()
    ):
        raise ImproperlyConfigured(
            f"{VARIABLE}: second_factor is true or false, and all else is text."
        )
    one = Provider(**told, second_factor=second_factor)
    if not ID.fullmatch(one.id):
        raise ImproperlyConfigured(f"{VARIABLE}: the id {one.id!r} is no short word.")
    if "openid" not in one.scope.split():
        raise ImproperlyConfigured(f"{VARIABLE}: the scope of {one.id} lacks openid.")
    parts = urlsplit(one.issuer)
    if not parts.hostname or parts.scheme not in {"https", "http" if local else ""}:
        raise ImproperlyConfigured(
            f"{VARIABLE}: the issuer of {one.id} must begin with https://."
        )
    return one
