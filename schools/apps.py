from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Schools, regions, federations, people and their posts."""

    name = "schools"

    def ready(self) -> None:
        # Registers work, events, how a reader stands in a prepared statement, and names
        # that are of no use in a password.
        from schools import jobs, sentences, stand_in  # noqa: F401
        from schools.queries import known_names  # noqa: F401
        from schools.services import refused_mail
        from sitrack.core import events

        events.listen(refused_mail.on_event)
