from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The kernel: knows nothing of schools."""

    name = "sitrack.core"
    label = "core"

    def ready(self) -> None:
        # They register sentences, sweeps and checks.
        from sitrack.core import checks, delivery, sentences  # noqa: F401
        from sitrack.core.drafts import services as drafts  # noqa: F401
        from sitrack.core.files import services as files  # noqa: F401
