from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """What a school's record gives out to whoever asks for it by law."""

    name = "disclosure"

    def ready(self) -> None:
        from disclosure import sentences  # noqa: F401  (registers its events)
        from disclosure.services import reminders
        from sitrack.core import sweep

        sweep.also(reminders.remind)
