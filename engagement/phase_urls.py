"""Addresses of a school's phase: its marks, actions and reviews."""

from django.urls import path

from engagement.views import deployments, occasions, phases

urlpatterns = [
    path("records/<int:pk>/phase/actions/", phases.phase_actions, name="phase_actions"),
    path("records/<int:pk>/phase/review/", phases.phase_hold, name="phase_hold"),
    path("records/<int:pk>/phase/goes-on/", phases.phase_goes_on, name="phase_goes_on"),
    path(
        "records/<int:pk>/calendar/held/",
        occasions.occasion_hold,
        name="occasion_hold",
    ),
    path(
        "records/<int:pk>/calendar/date/",
        occasions.occasion_plan,
        name="occasion_plan",
    ),
    path(
        "occasions/<int:pk>/call-off/",
        occasions.occasion_call_off,
        name="occasion_call_off",
    ),
    path(
        "records/<int:pk>/deployments/add/",
        deployments.deployment_add,
        name="deployment_add",
    ),
    path(
        "records/<int:pk>/deployments/<int:deployment>/end/",
        deployments.deployment_end,
        name="deployment_end",
    ),
    path(
        "records/<int:pk>/phase/mark/<slug:group>/",
        phases.phase_mark,
        name="phase_mark",
    ),
]
