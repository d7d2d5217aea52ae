"""Reminders of next steps: some days before the day, and once it has passed.

They follow from the steps alone. The step notes the day that it was reminded of, so
a step that moves to another day is spoken of again; the key of the message keeps two
sweeps at once from saying it twice.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from schools.access import users_holding
from sitrack.core import calendar, delivery
from sitrack.core.models import User
from sitrack.core.roles import Role
from visits.models import NextStep
from visits.models.steps import StepState

DAYS_BEFORE = 3


def remind(limit: int) -> int:
    """Remind of the steps that are due soon or late; returns of how many.

    The step's own person is told if they have an account and may read the step,
    otherwise whoever led its visit (ACC-014).
    """
    today = calendar.today()
    soon = Q(due_on__gte=today, due_on__lte=today + timedelta(days=DAYS_BEFORE))
    steps = NextStep.objects.agreed().alive().order_by("due_on", "pk")
    waiting = [
        ("reminded_of", "due soon", steps.filter(soon)),
        ("told_late", "late", steps.filter(due_on__lt=today)),
    ]
    count = 0
    for field, word, due in waiting:
        new = due.filter(Q(**{field: None}) | ~Q(**{field: F("due_on")}))
        for step in new.select_related(
            "person__user", "visit__lead__user", "record__school"
        )[:limit]:
            count += _remind(step, field, word)
    return count


@transaction.atomic
def _remind(step: NextStep, field: str, word: str) -> int:
    """Remind of one step, unless it was closed, moved or told of meanwhile."""
    due_on: Any = step.due_on
    same = NextStep.objects.filter(pk=step.pk, state=StepState.OPEN, due_on=due_on)
    new = same.filter(Q(**{field: None}) | ~Q(**{field: due_on}))
    if not new.update(**{field: due_on}):
        return 0
    delivery.notify(
        _told(step),
        title=f"A next step is {word}: {step.record.school}",
        path=step.get_absolute_url(),
        chases=f"step-{step.pk}",
        key=f"step:{step.pk}:{word.replace(' ', '_')}:{_compact(due_on)}",
    )
    return 1


def _told(step: NextStep) -> list[User]:
    """Whose step it is, else who led the visit, else who is the school's SEP now."""
    lead = step.visit.lead.user
    own = step.person.user if step.person else None
    officers = users_holding(step.record.school, Role.OFFICER)
    for user in (own, lead, *officers):
        if user is not None and user.is_active and _may_read(user, step):
            return [user]
    return []


def _may_read(user: User, step: NextStep) -> bool:
    return bool(NextStep.objects.visible_to(user).filter(pk=step.pk).exists())


def _compact(day: date) -> str:
    return f"{day:%Y%m%d}"
