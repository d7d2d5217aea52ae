"""Addresses of data protection."""

from django.urls import path

from protection import views

app_name = "protection"
urlpatterns = [
    path("held/", views.own, name="own"),
    path("held/file/", views.own_file, name="own_file"),
    path("people/<int:pk>/held/", views.held, name="held"),
    path("people/<int:pk>/held/file/", views.held_file, name="held_file"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/change/", views.privacy_change, name="privacy_change"),
    path("data-protection/", views.data_protection, name="data_protection"),
    path("data-protection/log/", views.log, name="log"),
]
