"""Addresses of data protection."""

from django.urls import path

from protection import views

app_name = "protection"
urlpatterns = [
    path("held/", views.own, name="own"),
    path("held/file/", views.own_file, name="own_file"),
    path("people/<int:pk>/held/", views.held, name="held"),
    path("people/<int:pk>/held/file/", views.held_file, name="held_file"),
    path("people/<int:pk>/erase/", views.erasure_ask, name="erasure_ask"),
    path("people/<int:pk>/hold/", views.person_hold, name="person_hold"),
    path("data-protection/erasures/", views.erasures, name="erasures"),
    path("data-protection/erasures/<int:pk>/", views.erasure, name="erasure"),
    path("data-protection/holds/", views.holds, name="holds"),
    path("data-protection/holds/<int:pk>/lift/", views.hold_lift, name="hold_lift"),
    path("data-protection/retention/", views.retention, name="retention"),
    path(
        "data-protection/retention/<slug:kind>/<int:year>/",
        views.retention_year,
        name="retention_year",
    ),
    path(
        "data-protection/retention/<slug:kind>/<int:year>/<int:school>/",
        views.retention_place,
        name="retention_place",
    ),
    path("data-protection/schedule/", views.schedule, name="schedule"),
    path(
        "data-protection/schedule/<slug:kind>/",
        views.schedule_change,
        name="schedule_change",
    ),
    path("data-protection/destructions/", views.destructions, name="destructions"),
    path(
        "data-protection/destructions/<int:pk>/", views.destruction, name="destruction"
    ),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/change/", views.privacy_change, name="privacy_change"),
    path("data-protection/", views.data_protection, name="data_protection"),
    path("data-protection/log/", views.log, name="log"),
]
