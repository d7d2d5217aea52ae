"""Addresses of sign-ins."""

from django.urls import path

from sitrack.core.sign_ins import views

app_name = "sign_ins"
urlpatterns = [
    path("left/", views.left, name="left"),
]
