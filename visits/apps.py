from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Visits, their sections, next steps, comments and documents."""

    name = "visits"

    def ready(self) -> None:
        from sitrack.core import events, sweep
        from visits import sentences  # noqa: F401  (registers its events)
        from visits.services import days_off, refiling, reminders, silence
        from visits.services.evaluations import late

        events.listen(days_off.on_event)
        events.listen(refiling.on_event)
        sweep.also(reminders.remind)
        sweep.also(silence.follow_silence)
        sweep.also(late.tell_of_late_drafts)
