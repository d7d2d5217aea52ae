from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """What the law on data asks of an installation, across all apps."""

    name = "protection"

    def ready(self) -> None:
        from protection import sentences  # noqa: F401  (registers its events)
