"""Addresses of the pages that join the apps."""

from django.urls import path

from reports import views

urlpatterns = [
    path("", views.home, name="home"),
    path("schools/<int:pk>/", views.school, name="school"),
    path("schools/<int:pk>/handover/", views.handover, name="handover"),
    path("schools/<int:pk>/hours/", views.hours, name="hours"),
    path("time/<int:pk>/correct/", views.time_correct, name="time_correct"),
    path("time/<int:pk>/take-back/", views.time_reverse, name="time_reverse"),
    path("handover/", views.handovers, name="handovers"),
    path("schools/<int:pk>/record/", views.record_open, name="record_open"),
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>/pdf/", views.record_pdf, name="record_pdf"),
    path("unvisited/", views.unvisited, name="unvisited"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
