"""Reminding whoever closes a plan that its transition is over (SM-2)."""

from datetime import date
from typing import cast

from django.db import models, transaction
from django.db.models import F, Q

from plans.models import Plan, PlanState
from plans.services.plan_steps import notify
from schools.access import users_holding
from sitrack.core import calendar
from sitrack.core.roles import Role


def remind_of_transitions(limit: int) -> int:
    """Remind of the plans whose transition has run out; returns of how many.

    A plan notes the day that it was reminded of, so it is said once. Run by the sweep.
    """
    over = _over(calendar.today()).select_related("school").order_by("pk")
    return sum(_remind(plan) for plan in over[:limit])


def _over(today: date) -> models.QuerySet[Plan]:
    new = Q(reminded_of=None) | ~Q(reminded_of=F("transition_ends_on"))
    rows = Plan.objects.filter(new, state=PlanState.TRANSITION)
    return cast(models.QuerySet[Plan], rows.filter(transition_ends_on__lt=today))


@transaction.atomic
def _remind(plan: Plan) -> int:
    """Remind of one plan, unless it was closed or told of meanwhile."""
    same = _over(calendar.today()).filter(pk=plan.pk)
    if not same.update(reminded_of=plan.transition_ends_on):
        return 0
    leads = users_holding(plan.school, Role.LEAD)
    notify(plan, leads, "A plan’s transition is over: it can be closed", but=None)
    return 1
