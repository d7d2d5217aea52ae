"""Every address of the application."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("reports.urls")),
    path("", include("schools.urls")),
    path("", include("engagement.urls")),
    path("", include("visits.urls")),
    path("", include("glossary.urls")),
]

handler400 = "sitrack.core.pages.bad_request"
