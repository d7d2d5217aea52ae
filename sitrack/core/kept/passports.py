"""The form passport: proof that a page of ours was open before this user."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest

SALT = "sitrack.core.kept"
# A page that was left open over a long weekend, and not much longer.
GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Passport:
    """Who had the form open, where it is posted to, and its submit token."""

    user_pk: int
    path: str
    token: uuid.UUID


def issue(*, user_pk: int, path: str, token: str) -> str:
    """The passport for a hidden box of the form."""
    return signing.dumps([user_pk, path, token], salt=SALT)


def check(request: HttpRequest) -> Passport | None:
    """The passport of a posted form: signed by us, not too old, for this address,
    and sent from a page of ours; None where any of it is missing."""
    try:
        user_pk, path, token = signing.loads(
            request.POST.get("passport", ""), salt=SALT, max_age=GOOD_FOR
        )
        passport = Passport(user_pk, path, uuid.UUID(token))
    except (signing.BadSignature, ValueError):
        return None
    is_ours = passport.path == request.path and is_same_origin(request)
    return passport if is_ours else None


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site, or the reader's own hand,
    sent it; an old browser says so by Origin or Referer."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(sender)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
