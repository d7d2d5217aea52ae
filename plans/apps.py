from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans of additional engagement: priorities, actions, reviews, timescale."""

    name = "plans"

    def ready(self) -> None:
        from django.db.models import Q

        # They register the events of plans, and the visits that are reviews.
        from plans import promoted, review_visits, sentences  # noqa: F401
        from plans.services import agreeing, case_sweep, reminding
        from sitrack.core import sweep
        from visits import followed

        followed.register(promoted.find, taken=Q(plan_action__isnull=False))
        sweep.also(agreeing.begin_those_due)
        sweep.also(case_sweep.open_cases)
        sweep.also(case_sweep.follow_work)
        sweep.also(case_sweep.follow_notices)
        sweep.also(reminding.remind_of_transitions)
