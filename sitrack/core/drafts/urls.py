"""Addresses of drafts."""

from django.urls import path

from sitrack.core.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.keep, name="keep"),
    path("key/", views.key, name="key"),
    path("back/", views.back, name="back"),
    path("<int:pk>/discard/", views.discard, name="discard"),
]
