"""Keys that seal what lies in the database, made from secrets that do not."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from cryptography.fernet import Fernet, MultiFernet
from django.utils.crypto import salted_hmac


def keys_from(secrets: Iterable[str | bytes], *, use: str, part: str) -> MultiFernet:
    """One key from each secret: the first seals, all of them open.

    ``use`` and ``part`` keep keys of different uses apart, where their secret is one.
    """
    return MultiFernet(
        Fernet(_key_from(secret, use=use, part=part)) for secret in secrets
    )


def _key_from(secret: str | bytes, *, use: str, part: str) -> bytes:
    digest = salted_hmac(use, part, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
