from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """What the law on data asks of an installation, across all apps."""

    name = "protection"

    def ready(self) -> None:
        from protection import sentences  # noqa: F401  (registers its events)
        from protection.models import DestructionUnit
        from protection.queries.held_files import is_held
        from protection.queries.retention.reach import not_held
        from protection.services.retention import destroying, left, telling
        from sitrack.core import sweep
        from sitrack.core.drafts import services as drafts
        from sitrack.core.files import services as files

        files.spares(is_held)
        drafts.spares(not_held)
        sweep.handles(DestructionUnit, long=True)(destroying.destroy)
        sweep.also(destroying.take_up_unfinished, long=True)
        sweep.also(left.destroy_what_was_left, long=True)
        sweep.also(telling.tell_of_waiting, long=True)
