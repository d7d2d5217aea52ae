"""Plans that are under way, and how they come to their end."""

from datetime import date
from typing import Any

from plans.models import (
    EndEvaluation,
    Plan,
    PlanReview,
    ReviewedWith,
    ReviewState,
)
from plans.services.ending import start_transition
from plans.services.evaluations import Evaluation, Taking, record_evaluation
from tests.plans.planning import agreed, now
from tests.universe import NOW, TODAY, Council

SEPTEMBER = date(2025, 9, 15)
SPRING_END = date(2026, 3, 27)
SUMMER_END = date(2026, 7, 22)
FIVE = (
    ("Helen Marsh", "Headteacher"),
    ("Dev Chandra", "Deputy Headteacher"),
    ("Cora Lyle", "Chair of Governors"),
    ("Sam Rowe", "Standards and Excellence Partner"),
    ("Theo Grant", "Virtual School Support"),
)


def running(council: Council, code: str = "suf_12", **facts: Any) -> Plan:
    """A plan that is under way since September, up to the limit of its level; other
    ``facts`` are put into its row as they are."""
    last = SUMMER_END if code == "suf_statutory" else SPRING_END
    plan = agreed(council, code, starts_on=SEPTEMBER, ends_on=last)
    if facts:
        Plan.objects.filter(pk=plan.pk).update(**facts)
    return again(plan)


def again(plan: Plan) -> Plan:
    """The plan as it stands in the database now."""
    return now(plan)


def reviewed(council: Council, plan: Plan, *, on_track: bool = True) -> PlanReview:
    """A review that was held with five people, and shared."""
    review = PlanReview.objects.create(
        plan=plan,
        state=ReviewState.SHARED,
        held_on=date(2025, 11, 3),
        on_track=on_track,
        off_track_reasons="" if on_track else "Writing is behind.",
        shared_by=council.sam,
        shared_at=NOW,
    )
    ReviewedWith.objects.bulk_create(
        ReviewedWith(review=review, name=name, job_title=title, order=place)
        for place, (name, title) in enumerate(FIVE, start=1)
    )
    return review


def evaluation(council: Council, **facts: Any) -> Evaluation:
    """An evaluation that lacks nothing."""
    wanted: dict[str, Any] = {
        "held_on": TODAY,
        "summary": "Writing has come back to where it was.",
        "outcome": EndEvaluation.Outcome.MET,
        "taking": tuple(Taking(name, title) for name, title in FIVE),
        "minutes": 90,
        "recommended": council.level("suf_8"),
    }
    return Evaluation(**{**wanted, **facts})


def evaluated(council: Council, code: str = "suf_12", **facts: Any) -> EndEvaluation:
    """A plan under way whose end was evaluated by its last review's people."""
    plan = running(council, code, **facts)
    reviewed(council, plan)
    return record_evaluation(plan=plan, evaluation=evaluation(council), by=council.sam)


def in_transition(council: Council) -> Plan:
    """A plan whose timescale ended, in its transition until the summer."""
    plan = again(evaluated(council).plan)
    return start_transition(plan=plan, until=SUMMER_END, by=council.rita)
