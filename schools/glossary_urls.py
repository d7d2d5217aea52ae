"""Addresses of help and the glossary; what one may do there follows from one's posts."""

from django.urls import path

from schools.views import glossary as views

app_name = "glossary"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("help/<slug:name>/", views.guide, name="guide"),
    path("glossary/", views.entries, name="entries"),
    path("glossary/propose/", views.propose, name="propose"),
    path("glossary/proposals/", views.proposals, name="proposals"),
    path("glossary/<int:pk>/", views.entry, name="entry"),
    path("glossary/<int:pk>/decline/", views.decline, name="decline"),
]
