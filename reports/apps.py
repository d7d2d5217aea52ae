from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Pages and documents that join the other apps."""

    name = "reports"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from reports import sentences  # noqa: F401  (registers its events)
        from reports.documents.ahead import draw_final_visits
        from reports.models import BundleItem, Digest, ImportFolder, Rollover
        from reports.search.index import see_to_index
        from reports.services import (
            bundles,
            closing,
            digests,
            feeds,
            import_folder,
            reminders,
            rollover_job,
            summaries,
        )
        from sitrack.core import events, sweep
        from sitrack.core.models import Reminder

        events.listen(summaries.on_event)
        events.listen(feeds.on_event)
        sweep.handles(Rollover)(rollover_job.carry_out)
        sweep.handles(Reminder)(reminders.tell)
        sweep.handles(Digest)(digests.send_digest)
        sweep.handles(BundleItem, long=True)(bundles.make_item)
        sweep.handles(ImportFolder, long=True)(import_folder.read_folder)
        sweep.also(bundles.pack_what_is_left)
        sweep.also(bundles.remove_expired)
        sweep.also(closing.lock_closed)
        sweep.also(summaries.refresh_some)
        sweep.also(digests.place_digests)
        sweep.also(draw_final_visits)
        post_migrate.connect(see_to_index, sender=self)
