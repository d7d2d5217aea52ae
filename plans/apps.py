from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans of additional engagement: priorities, actions, reviews, timescale."""

    name = "plans"

    def ready(self) -> None:
        from plans import sentences  # noqa: F401  (registers its events)
        from plans.services import agreeing
        from sitrack.core import sweep

        sweep.also(agreeing.begin_those_due)
