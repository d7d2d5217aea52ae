from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Schools, regions, federations, people and their posts."""

    name = "schools"

    def ready(self) -> None:
        # Registers work, events, and how a reader stands in a prepared statement.
        from schools import jobs, sentences, stand_in  # noqa: F401
