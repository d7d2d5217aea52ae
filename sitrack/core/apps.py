from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The kernel: knows nothing of schools."""

    name = "sitrack.core"
    label = "core"

    def ready(self) -> None:
        from sitrack.core import delivery, sentences  # noqa: F401  (they register)
        from sitrack.core.drafts import services  # noqa: F401  (registers its sweep)
