from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    """Abbreviations and what they mean."""

    name = "glossary"
