"""Every address of the application."""

from allauth.account.urls import urlpatterns as sign_in_pages
from django.urls import include, path

from sitrack.core.metrics.views import metrics
from sitrack.core.pages import security_txt

# What allauth offers beside these is not served: an address of one's own choosing, or
# a code by mail, would be a way past the invitation.
SIGN_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

urlpatterns = [
    path("accounts/", include([p for p in sign_in_pages if p.name in SIGN_IN])),
    path("signed-in/", include("sitrack.core.sign_ins.urls")),
    path("accounts/", include("sitrack.core.second_factor.urls")),
    path("accounts/with/", include("sitrack.core.single_sign_on.urls")),
    path("drafts/", include("sitrack.core.drafts.urls")),
    path("metrics", metrics, name="metrics"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("health/", include("sitrack.core.health.urls")),
    path("", include("protection.urls")),
    path("", include("disclosure.urls")),
    path("", include("reports.urls")),
    path("", include("schools.urls")),
    path("", include("engagement.urls")),
    path("", include("visits.urls")),
    path("", include("plans.urls")),
    path("", include("schools.glossary_urls")),
]

handler400 = "sitrack.core.pages.bad_request"
handler500 = "sitrack.core.pages.server_error"
