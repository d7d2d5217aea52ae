from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages and documents that join the other apps."""

    name = "reports"
