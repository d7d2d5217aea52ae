from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans of additional engagement: priorities, actions, reviews, timescale."""

    name = "plans"

    def ready(self) -> None:
        # They register the events of plans, and the visits that are reviews.
        from plans import review_visits, sentences  # noqa: F401
        from plans.services import agreeing
        from sitrack.core import sweep

        sweep.also(agreeing.begin_those_due)
