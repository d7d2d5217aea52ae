"""Addresses of signing in with a sign-in from elsewhere."""

from django.urls import path

from sitrack.core.single_sign_on import views

app_name = "single_sign_on"
urlpatterns = [
    path("again/", views.again, name="again"),
    path("connected/<int:pk>/disconnect/", views.disconnect, name="disconnect"),
    path("<slug:provider>/", views.start, name="start"),
    path("<slug:provider>/back/", views.back, name="back"),
    path("<slug:provider>/connect/", views.connect, name="connect"),
]
