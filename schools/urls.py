"""Addresses of the register and of the calendar."""

from django.urls import path

from schools import views

app_name = "schools"
urlpatterns = [
    path("invitation/<slug:token>/", views.invitation, name="invitation"),
    path("register/", views.register, name="register"),
    path("register/<int:pk>/", views.register_import, name="register_import"),
    path("register/<int:pk>/apply/", views.register_apply, name="register_apply"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/years/add/", views.year_add, name="year_add"),
    path("calendar/terms/<int:pk>/", views.term_change, name="term_change"),
    path("calendar/days-off/add/", views.closure_add, name="closure_add"),
    path(
        "calendar/days-off/<int:pk>/remove/",
        views.closure_remove,
        name="closure_remove",
    ),
]
