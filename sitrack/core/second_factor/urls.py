"""Addresses of the second step of signing in, allauth's own among them."""

from typing import Any

from allauth.account.views import password_set
from allauth.mfa.base.urls import urlpatterns as allauth_pages
from allauth.mfa.webauthn.urls import urlpatterns as passkey_pages
from allauth.mfa.webauthn.views import login_webauthn
from django.urls import include, path

from sitrack.core.guesses import counted_by_address
from sitrack.core.second_factor import passkeys, views

# allauth's other pages change factors in its own way, without an event and a notice.
ASKED_FOR_A_CODE = {"mfa_authenticate", "mfa_reauthenticate"}
ASKED_FOR_A_PASSKEY = {"mfa_reauthenticate_webauthn"}


def only(pages: list[Any], names: set[str]) -> list[Any]:
    """Those of allauth's pages that have these names."""
    return [page for page in pages if getattr(page, "name", "") in names]


urlpatterns = [
    # Whoever has no password is asked first who they are, which allauth leaves out.
    path(
        "password/set/",
        views.changes_factors(password_set),
        name="account_set_password",
    ),
    path("safely/", views.signing_in_safely, name="signing_in_safely"),
    path("second-step/", views.second_step, name="second_step"),
    path("second-step/remove/", views.second_step_remove, name="second_step_remove"),
    path("recovery-codes/", views.recovery_codes, name="recovery_codes"),
    path("recovery-codes/file/", views.recovery_codes_file, name="recovery_codes_file"),
    path("recovery-codes/new/", views.recovery_codes_new, name="recovery_codes_new"),
    path(
        "passkeys/login/",
        counted_by_address(login_webauthn),
        name="mfa_login_webauthn",
    ),
    path("passkeys/add/", passkeys.passkey_add, name="passkey_add"),
    path("passkeys/<int:pk>/remove/", passkeys.passkey_remove, name="passkey_remove"),
    path(
        "passkeys/",
        include(only(passkey_pages, ASKED_FOR_A_PASSKEY)),
    ),
    path(
        "second-step/",
        include(only(allauth_pages, ASKED_FOR_A_CODE)),
    ),
]
