"""The forms in which a password is chosen, in this service's words."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django.http import HttpRequest

from sitrack.core.knocks.services import ask_for_password
from sitrack.core.passwords import ADVICE

WORDS = {
    "oldpassword": ("Present password", ""),
    "password1": ("New password", ADVICE),
    "password2": ("New password, once more", ""),
}


def _word(fields: dict[str, Any]) -> None:
    for name, (label, advice) in WORDS.items():
        if name in fields:
            fields[name].label, fields[name].help_text = label, advice


class Change(ChangePasswordForm):
    """For who knows the present one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self.fields)


class Choose(SetPasswordForm):
    """For who has none."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self.fields)


class ChooseAnew(ResetPasswordKeyForm):
    """For who has forgotten it, and came by a mailed link."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self.fields)


class Forgotten(ResetPasswordForm):
    """For who has forgotten it: the page neither looks the address up nor mails."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email

    def save(self, request: HttpRequest, **_: Any) -> str:
        email: str = self.cleaned_data["email"]
        ask_for_password(email)
        return email
