"""Opening a joint evidence meeting about a proposal of a level (ACC-035)."""

from django.db import transaction

from engagement.models import LevelAssignment
from engagement.services.level_steps import tell
from sitrack.core import clock
from sitrack.core.models import Audience, User
from visits import rules
from visits.models import LevelEvidence, Visit, VisitState
from visits.services.diary import Plan, arrange_visit


@transaction.atomic
def plan_evidence_meeting(
    *, assignment: LevelAssignment, plan: Plan, by: User
) -> Visit:
    """Plan the meeting as a visit; the proposal is parked until it is held.

    Raises RuleBroken for a proposal that does not wait, while another meeting about it
    is in the diary, and as planning a visit does.
    """
    rows = LevelAssignment.objects.select_for_update(of=("self",))
    held = rows.get(pk=assignment.pk)
    planned = held.meetings.filter(visit__state=VisitState.PLANNED).first()
    rules.check_can_meet(
        state=held.state, planned_for=planned.visit.date if planned else None
    )
    visit = arrange_visit(
        school=assignment.school,
        framework=assignment.record.framework,
        plan=plan,
        by=by,
    )
    LevelEvidence.objects.create(
        assignment=assignment, visit=visit, opened_by=by, opened_at=clock.now()
    )
    tell(
        "level.meeting",
        assignment,
        by=by,
        audience=Audience.LEADERS,
        day=f"{visit.date:%-d %B %Y}",
    )
    return visit
