"""Addresses of plans of additional engagement."""

from django.urls import path

from plans.views import plan

app_name = "plans"
urlpatterns = [
    path("plans/<int:pk>/", plan.plan, name="plan"),
]
