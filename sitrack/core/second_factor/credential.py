"""What a browser says of a passkey, read before anything is made of it.

A stranger may send what they like. The reader of passkeys makes as many bytes of a
number as it says, and goes as deep as it is led.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from django import forms
from django.forms.fields import InvalidJSONInput
from fido2.utils import websafe_decode

LONGEST = 16_384
LARGEST = 1_000  # The numbers that a browser sends name a kind of signature.
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What the readers of JSON and of passkeys raise where it is something else."""


class CredentialField(forms.JSONField):
    """A hidden box with a passkey in it; whatever else is told ``problem``."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            widget=forms.HiddenInput,
            error_messages={"required": problem, "invalid": problem},
        )

    def to_python(self, value: Any) -> Any:
        if len(value or "") > LONGEST:
            raise self._invalid()
        try:
            found = super().to_python(value)
            if found is None:
                return None
            asked = json.loads(websafe_decode(found["response"]["clientDataJSON"]))
            plain = _is_plain(found) and _is_plain(asked)
        except MALFORMED:
            raise self._invalid() from None
        if not plain:
            raise self._invalid()
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent is not sent back: the browser is asked anew."""
        return InvalidJSONInput("")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)

    def _invalid(self) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages["invalid"], code="invalid")


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return not isinstance(value, (int, float)) or abs(value) <= LARGEST
