"""Next steps between visits: those who are to do them say what became of them."""

from django.db import transaction

from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from visits.models import NextStep
from visits.models.steps import StepState


@transaction.atomic
def close_step(
    *, step: NextStep, by: User, outcome: str = StepState.DONE, note: str = ""
) -> NextStep:
    """Mark an agreed step as done or dropped, today (SM-9).

    Raises RuleBroken when it is closed already.
    """
    if step.state != StepState.OPEN:
        raise RuleBroken("This step is closed already.")
    step.state, step.closed_on, step.closing_note = outcome, calendar.today(), note
    step.save()
    events.record(
        f"step.{outcome}",
        step,
        by=by,
        scope=step.visit.record.school.scope,
        audience=Audience.LEADERS,
        step=step.text[:80],
    )
    return step
