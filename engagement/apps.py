from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Framework definitions, rolling records, levels, hours."""

    name = "engagement"

    def ready(self) -> None:
        from engagement import sentences  # noqa: F401  (registers its events)
