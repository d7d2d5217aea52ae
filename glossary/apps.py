from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    """Abbreviations and what they mean."""

    name = "glossary"

    def ready(self) -> None:
        from glossary import sentences  # noqa: F401  (registers events)
