"""Plans that ask their officers for something: a decision, an end, a closing."""

from dataclasses import dataclass
from datetime import date

from plans.models import Plan, PlanExtension, PlanState
from plans.queries.time import decides
from plans.queries.timescale import Timescale, near_or_over
from sitrack.core.models import User

MOST = 100


@dataclass(frozen=True)
class Pressing:
    """``asked`` are requests that the reader decides; ``near`` the plans near or over
    their end (DER-11); ``over`` those whose transition has run out."""

    asked: list[PlanExtension]
    near: list[Timescale]
    over: list[Plan]


def pressing_for(user: User, today: date) -> Pressing:
    """What presses at the schools of an officer: five queries."""
    plans = Plan.objects.visible_to(user).select_related("school", "level")
    running = plans.filter(state=PlanState.ACTIVE).order_by("ends_on", "pk")
    waiting = PlanExtension.objects.filter(
        state=PlanExtension.State.ASKED, plan__in=running.order_by().values("pk")
    ).select_related("plan__school", "asked_by")
    over = plans.filter(
        state=PlanState.TRANSITION, transition_ends_on__lt=today
    ).order_by("transition_ends_on", "pk")
    return Pressing(
        [
            one
            for one in waiting[:MOST]
            if one.asked_by_id != user.pk and decides(user, one.plan, one)
        ],
        near_or_over(running, today),
        list(over[:MOST]),
    )
