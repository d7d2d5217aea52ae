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
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/change/", views.privacy_change, name="privacy_change"),
    path("data-protection/", views.data_protection, name="data_protection"),
    path("data-protection/log/", views.log, name="log"),
]
