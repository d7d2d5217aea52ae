"""Addresses of sign-ins."""

from django.urls import path

from sitrack.core.sign_ins import views

app_name = "sign_ins"
urlpatterns = [
    path("", views.own, name="own"),
    path("left/", views.left, name="left"),
    path("elsewhere/end/", views.end_others, name="end_others"),
    path("<slug:name>/end/", views.end, name="end"),
]
