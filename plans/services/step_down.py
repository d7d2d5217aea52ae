"""The level after a plan: agreed now, in force the day after its transition (INV-13)."""

from datetime import date
from typing import cast

from django.db import transaction

from engagement.models import ChangeEvidence, Level, LevelAssignment, Side
from engagement.services.change_evidence import Cited
from engagement.services.proposals import Proposal, draft_level, propose
from plans.models import EndEvaluation, Plan
from plans.queries.ending import level_held
from plans.rules import endings as rules
from plans.rules.limits import ONE_DAY
from sitrack.core.models import User
from visits.services.placing import record_on


@transaction.atomic
def propose_step_down(
    *, plan: Plan, level: Level, reason: str, by: User
) -> LevelAssignment:
    """Propose the lower level from the day after the transition (ACC-057).

    It takes the way of every proposal: the school's view, then the decision. Until its
    day the higher level and its hours stay. Raises RuleBroken.
    """
    held = level_held(plan.school)
    lower = held is None or level.order < held.order
    rules.check_step_down(state=plan.state, is_lower=lower)
    day = day_of_step_down(plan)
    record = record_on(plan.school, day, level.framework, by=by)
    proposal = Proposal(
        level,
        day,
        picks=(),
        reason=reason,
        rationale=reason,
        cited=_evaluation_of(plan),
    )
    draft = draft_level(record=record, proposal=proposal, side=Side.LA, by=by)
    return propose(assignment=draft, by=by)


def day_of_step_down(plan: Plan) -> date:
    """The day after the transition of a plan that is in it."""
    return cast(date, plan.transition_ends_on) + ONE_DAY


def _evaluation_of(plan: Plan) -> Cited | None:
    """The end evaluation, where a change of level cites what it is recorded through."""
    held = EndEvaluation.objects.filter(plan=plan).first()
    if held is None:
        return None
    kind = ChangeEvidence.Kind.VISIT
    return Cited(kind, held.held_on, "End evaluation of the plan", held.visit_id)
