from typing import Any

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """What a school's record gives out to whoever asks for it by law."""

    name = "disclosure"

    def ready(self) -> None:
        from disclosure import sentences  # noqa: F401  (registers its events)
        from disclosure.services import reminders
        from reports import demo
        from sitrack.core import sweep

        sweep.also(reminders.remind)
        demo.also(_tell_of_requests)


def _tell_of_requests(cast: Any) -> None:
    """Loaded where a demonstration is built, and nowhere else."""
    from disclosure.demo import ask

    ask(cast)
