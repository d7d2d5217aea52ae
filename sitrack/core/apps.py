from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    """The kernel: knows nothing of schools."""

    name = "sitrack.core"
    label = "core"

    def ready(self) -> None:
        from sitrack.core.sqlite import take_what_it_can

        connection_created.connect(take_what_it_can)
        # They register sentences, sweeps and checks.
        from sitrack.core import checks, delivery, guesses, sentences  # noqa: F401
        from sitrack.core.audit import services as audit  # noqa: F401
        from sitrack.core.drafts import services as drafts  # noqa: F401
        from sitrack.core.files import services as files  # noqa: F401
        from sitrack.core.health import heartbeat  # noqa: F401
        from sitrack.core.knocks import services as knocks  # noqa: F401
        from sitrack.core.logs import tasks  # noqa: F401
        from sitrack.core.second_factor import proof  # noqa: F401
        from sitrack.core.sign_ins import services as sign_ins  # noqa: F401
        from sitrack.core.sign_ins import signals  # noqa: F401
