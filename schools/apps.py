from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Schools, regions, federations, people and their posts."""

    name = "schools"

    def ready(self) -> None:
        from schools import jobs, sentences  # noqa: F401  (registers work and events)
