from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Visits, their sections, next steps, comments and documents."""

    name = "visits"

    def ready(self) -> None:
        from sitrack.core import sweep
        from visits import sentences  # noqa: F401  (registers its events)
        from visits.services import reminders, silence

        sweep.also(reminders.remind)
        sweep.also(silence.follow_silence)
