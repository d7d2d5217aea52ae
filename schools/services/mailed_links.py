"""The tokens of links that are mailed: only what they are hashed to is kept."""

import hashlib
import secrets
from datetime import timedelta

from schools.models.mailed_link import MailedLink
from sitrack.core import clock

LASTS = timedelta(days=7)


def make_token(link: MailedLink) -> str | None:
    """A new token of 256 bits, which works for seven days; None once the link has
    ended. Each mail gets one of its own: a token that could be sent again would have
    to be kept."""
    token = secrets.token_urlsafe(32)
    link.token_digest = digest(token)
    link.expires_at = clock.now() + LASTS
    still_open = type(link).objects.open().filter(pk=link.pk)
    made = still_open.update(token_digest=link.token_digest, expires_at=link.expires_at)
    return token if made else None


def digest(token: str) -> str:
    """What a token is looked up by."""
    return hashlib.sha256(token.encode()).hexdigest()
