from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Framework definitions, rolling records, levels, hours."""

    name = "engagement"

    def ready(self) -> None:
        from engagement import sentences  # noqa: F401  (registers its events)
        from engagement.queries.wording import role_names_in_use
        from schools import role_names

        role_names.named_by(role_names_in_use)
