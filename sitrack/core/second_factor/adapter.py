"""What allauth asks about second factors, answered in this service's way."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import MultiFernet
from django.conf import settings

from sitrack.core.sealing import keys_from


class Adapter(DefaultMFAAdapter):
    """Secrets are sealed before they are written; messages say what to do."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right, or it has been used. Enter the newest",
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app writes above the code."""
        return f"sitrack {settings.ORGANISATION}"

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)


def _keys() -> MultiFernet:
    return keys_from(settings.FACTOR_KEYS, use="sitrack.second_factor", part="secrets")
