"""The second step of signing in: required of everybody by default (docs/adr/0045)."""

_FORMS = "sitrack.core.second_factor.forms"
# The settings name them for allauth.
FORMS = {
    "authenticate": f"{_FORMS}.SignInCodeForm",
    "reauthenticate": f"{_FORMS}.CodeAgainForm",
    "authenticate_webauthn": f"{_FORMS}.SignInPasskeyForm",
    "login_webauthn": f"{_FORMS}.PasskeyAloneForm",
    "reauthenticate_webauthn": f"{_FORMS}.PasskeyAgainForm",
}
