"""Sign-ins: how long they last, where somebody has one, and how they are ended."""

_PASSWORDS = "sitrack.core.password_forms"
# The settings name them for allauth.
FORMS = {
    "login": "sitrack.core.accounts.SignInForm",
    "change_password": f"{_PASSWORDS}.Change",
    "set_password": f"{_PASSWORDS}.Choose",
    "reset_password": f"{_PASSWORDS}.Forgotten",
    "reset_password_from_key": f"{_PASSWORDS}.ChooseAnew",
}
