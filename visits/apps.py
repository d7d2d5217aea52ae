from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Visits, their sections, next steps, comments and documents."""

    name = "visits"

    def ready(self) -> None:
        from visits import sentences  # noqa: F401  (registers its events)
