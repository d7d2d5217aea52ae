"""Addresses of the second step of signing in, allauth's own among them."""

from allauth.mfa.base.urls import urlpatterns as allauth_pages
from django.urls import include, path

from sitrack.core.second_factor import views

# allauth's other pages change factors in its own way, without an event and a notice.
ASKED_FOR_A_CODE = {"mfa_authenticate", "mfa_reauthenticate"}

urlpatterns = [
    path("safely/", views.signing_in_safely, name="signing_in_safely"),
    path("second-step/", views.second_step, name="second_step"),
    path("second-step/remove/", views.second_step_remove, name="second_step_remove"),
    path("recovery-codes/", views.recovery_codes, name="recovery_codes"),
    path("recovery-codes/file/", views.recovery_codes_file, name="recovery_codes_file"),
    path("recovery-codes/new/", views.recovery_codes_new, name="recovery_codes_new"),
    path(
        "second-step/",
        include([page for page in allauth_pages if page.name in ASKED_FOR_A_CODE]),
    ),
]
