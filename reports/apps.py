from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages and documents that join the other apps."""

    name = "reports"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from reports import sentences  # noqa: F401  (registers its events)
        from reports.models import Digest, Rollover
        from reports.search.index import see_to_index
        from reports.services import (
            closing,
            digests,
            reminders,
            rollover_job,
            summaries,
        )
        from sitrack.core import events, sweep
        from sitrack.core.models import Reminder

        events.listen(summaries.on_event)
        sweep.handles(Rollover)(rollover_job.carry_out)
        sweep.handles(Reminder)(reminders.tell)
        sweep.handles(Digest)(digests.send_digest)
        sweep.also(closing.lock_closed)
        sweep.also(summaries.refresh_some)
        sweep.also(digests.place_digests)
        post_migrate.connect(see_to_index, sender=self)
