"""Where somebody types a code. None is taken twice, and five wrong ones are enough."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.core.cache import cache

from sitrack.core.forms import Form, PlainMessages
from sitrack.core.knocks.services import note_refused
from sitrack.core.models.user import User
from sitrack.core.second_factor.credential import MALFORMED, CredentialField
from sitrack.core.second_factor.guesses import counted

NO_PASSKEY = "No passkey was made. Press “Make the passkey” and follow your browser"
WIDGET = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "class": "govuk-input--width-10",
}


def spend(user: User, code: str) -> bool:
    """Take a code of the app, once for as long as it would be right.

    allauth remembers one for thirty seconds, and takes it for ninety where a clock may
    be wrong.
    """
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    key = f"second-factor-spent:{user.pk}:{normalize_user_code(code)}"
    return bool(cache.add(key, "y", timeout=steps * app_settings.TOTP_PERIOD))


def code_field(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="Code",
        help_text=help_text,
        max_length=40,
        widget=forms.TextInput(attrs=WIDGET),
    )


class SetUpForm(Form):
    """The first code of an app that has just been given its secret."""

    code = code_field("Six digits, such as 123 456. The app shows a new one often.")

    def __init__(self, *args: Any, user: User, secret: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.secret = user, secret

    def clean_code(self) -> str:
        usage = counted(self.user, problem="rate_limited")
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code) or not spend(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        usage.rollback()
        return code


class PasskeyForm(Form):
    """A passkey that the browser has just made."""

    name = forms.CharField(
        label="Name",
        max_length=60,
        help_text="So that you know it again, for example “Laptop at school”.",
    )
    credential = CredentialField(NO_PASSKEY)

    def clean_credential(self) -> dict[str, Any]:
        """What the browser answered to what this sign-in was asked for, once."""
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            webauthn.parse_registration_response(credential)
            made = webauthn.complete_registration(credential)
        except MALFORMED:
            raise forms.ValidationError(NO_PASSKEY) from None
        if not made.is_user_verified():
            raise forms.ValidationError(NO_PASSKEY)
        return credential


class AsksForCode(PlainMessages):
    """allauth's form in our words: it counts, and looks at every factor."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = code_field(
            "Six digits from your app, or one of your recovery codes."
        )

    def clean_code(self) -> str:
        """A code that is right and was not taken before, of the app or a recovery code;
        only then is the guess given back."""
        usage = counted(self.user)
        code: str = self.cleaned_data["code"]  # type: ignore[attr-defined]
        found = Authenticator.objects.filter(user=self.user)
        # The app comes first: what is refused counts as a code of it.
        factors = sorted(
            found.exclude(type=Authenticator.Type.WEBAUTHN),
            key=lambda factor: factor.type != Authenticator.Type.TOTP,
        )
        for factor in factors:
            if self._takes(factor, code):
                usage.rollback()
                factor.user = self.user
                self.authenticator = factor
                return code
        if factors:
            self._emit_authentication_failed(factors[0])  # type: ignore[attr-defined]
        raise get_adapter().validation_error("incorrect_code")

    def _takes(self, factor: Authenticator, code: str) -> bool:
        if not factor.wrap().validate_code(code):
            return False
        return factor.type != Authenticator.Type.TOTP or spend(self.user, code)


class SignInCodeForm(AsksForCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(AsksForCode, ReauthenticateForm):
    """Asked before something that protects an account is changed."""


class ReadsPasskey:
    """allauth's form, which lets some of what is malformed through as an error, and
    forgets other people's guesses."""

    user: User | None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        problem = get_adapter().error_messages["incorrect_code"]
        self.fields["credential"] = CredentialField(problem)  # type: ignore[attr-defined]

    def clean_credential(self) -> Authenticator:
        """The passkey, of whoever has given a password or else of whoever it names: a
        stranger may name anybody, and shuts nobody out."""
        credential: dict[str, Any] = self.cleaned_data["credential"]  # type: ignore[attr-defined]
        usage = counted(self.user) if self.user else None
        named: Any = self.user
        try:
            webauthn.parse_authentication_response(credential)
            named = named or webauthn.extract_user_from_response(credential)
            found: Authenticator = webauthn.complete_authentication(named, credential)
        except (*MALFORMED, forms.ValidationError):
            if named:
                note_refused(named.email, reason="the passkey was wrong")
            raise get_adapter().validation_error("incorrect_code") from None
        if usage:
            usage.rollback()
        return found


class SignInPasskeyForm(ReadsPasskey, AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeyAloneForm(ReadsPasskey, LoginWebAuthnForm):
    """A passkey as the only step."""


class PasskeyAgainForm(ReadsPasskey, ReauthenticateWebAuthnForm):
    """Asked before something that protects an account is changed."""
