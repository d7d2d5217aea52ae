"""Addresses of the glossary."""

from django.urls import path

from glossary import views

app_name = "glossary"
urlpatterns = [path("glossary/", views.entries, name="entries")]
