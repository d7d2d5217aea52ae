"""What the page of a next step knows of plans (SUF-A-16)."""

from django.urls import reverse

from plans.models import PlanAction
from plans.queries.choosing import priorities_to_join
from schools.access import may
from sitrack.core.models import User
from sitrack.core.roles import Capability
from visits.followed import Followed
from visits.models import NextStep
from visits.models.steps import StepState
from visits.models.visit import WRITTEN


def find(step: NextStep, reader: User) -> Followed | None:
    """The action that a step became, or the page on which it can become one."""
    rows = PlanAction.objects.filter(step=step)
    action = rows.select_related("priority__plan").first()
    if action:
        seen = PlanAction.objects.visible_to(reader).filter(pk=action.pk).exists()
        href = action.get_absolute_url() if seen else ""
        return Followed("This step is an action of the plan", href, is_taken=True)
    return _offer(step, reader)


def _offer(step: NextStep, reader: User) -> Followed | None:
    school = step.record.school
    is_open = step.state == StepState.OPEN and step.visit.state in WRITTEN
    if not is_open or not may(reader, Capability.EDIT_PLAN, school):
        return None
    if not priorities_to_join(school).exists():
        return None
    href = reverse("plans:step_promote", args=[step.pk])
    return Followed("Make it an action of the plan", href, is_taken=False)
