"""The mark of an event and the link of a seal: made with a key that no table holds."""

import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.conf import settings

# What a mark vouches for, in this order for good.
FACTS: tuple[str, ...] = ("at", "verb", "subject", "label", "scope", "audience")
FACTS += ("actor_key", "actor_name", "data")
NONCE = 16
# What stands in the place of an event whose words were erased, and the fact that marks
# one whose names were.
ERASED, UNNAMED = "event.blank", "unnamed"


def mark_of(facts: Sequence[Any]) -> str:
    """A new mark for an event with these facts, in the order of ``FACTS``.

    No two are alike, even of the same facts: so a copied row is told from a second one.
    """
    nonce = secrets.token_hex(NONCE // 2)
    return nonce + _sign(settings.AUDIT_KEYS[0], nonce, *_plain(facts))[: 64 - NONCE]


def mark_holds(mark: str, facts: Sequence[Any]) -> bool:
    """Whether the mark was made for these facts, by a key of ours."""
    nonce, rest = mark[:NONCE], mark[NONCE:]
    return any(
        hmac.compare_digest(_sign(key, nonce, *_plain(facts))[: 64 - NONCE], rest)
        for key in settings.AUDIT_KEYS
    )


def link_of(before: str, event: int, mark: str) -> str:
    """The link that fastens a mark to all that was sealed before it."""
    return _sign(settings.AUDIT_KEYS[0], before, event, mark)


def link_holds(link: str, before: str, event: int, mark: str) -> bool:
    """Whether a key of ours made the link."""
    return any(
        hmac.compare_digest(_sign(key, before, event, mark), link)
        for key in settings.AUDIT_KEYS
    )


def is_erased(number: int, facts: Sequence[Any]) -> bool:
    """Whether the facts are those of an event whose words, or whose names, were erased
    in this one place: it carries its own number, so that it cannot be laid elsewhere."""
    named = dict(zip(FACTS, facts, strict=True))
    blank = named["verb"] == ERASED and named["data"] == {"event": str(number)}
    return bool(blank or named["data"].get(UNNAMED) == str(number))


def signature_of(*parts: Any) -> str:
    """What vouches for a file that leaves the database."""
    return _sign(settings.AUDIT_KEYS[0], *parts)


def signature_holds(signature: str, *parts: Any) -> bool:
    """Whether a key of ours signed these parts."""
    return any(
        hmac.compare_digest(_sign(key, *parts), str(signature))
        for key in settings.AUDIT_KEYS
    )


def _plain(facts: Sequence[Any]) -> list[Any]:
    at, *rest = facts
    return [at.astimezone(UTC).isoformat(timespec="microseconds"), *rest]


# Made once: a look through the log of years signs millions of times.
_as_text = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def _sign(key: str, *parts: Any) -> str:
    return hmac.digest(key.encode(), _as_text(parts).encode(), "sha256").hex()
