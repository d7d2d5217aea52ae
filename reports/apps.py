from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages and documents that join the other apps."""

    name = "reports"

    def ready(self) -> None:
        from reports.services import summaries
        from sitrack.core import events, sweep

        events.listen(summaries.on_event)
        sweep.also(summaries.refresh_some)
