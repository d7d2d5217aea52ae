"""What a plan's end rests on: the last review, and the levels around it."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from engagement.models import Level, LevelAssignment, LevelState, Side
from plans.models import Plan, PlanReview, ReviewedWith
from schools.models import School
from sitrack.core import calendar
from sitrack.core.prepared import prepared

GONE = [LevelState.WITHDRAWN, LevelState.REJECTED, LevelState.SUPERSEDED]


def last_review(plan: Plan) -> PlanReview | None:
    """The last review that was held, by whose people the plan is evaluated."""
    held = PlanReview.objects.held().filter(plan=plan).order_by("held_on", "pk")
    found: PlanReview | None = held.prefetch_related("present__person").last()
    return found


def asked_to(plan: Plan) -> list[ReviewedWith]:
    """Who took part in the last review (SUF-A-22)."""
    review = last_review(plan)
    return list(review.present.all()) if review else []


def level_held(school: School) -> Level | None:
    """The level in force today."""
    rows = LevelAssignment.objects.filter(school=school).in_force(calendar.today())
    held = rows.select_related("level").first()
    return held.level if held else None


def higher_level(plan: Plan) -> LevelAssignment | None:
    """The approved level above the plan's own, in force or to come."""
    own = plan.level
    rows = _higher(plan.school_id, own.framework_id, own.order).select_related("level")
    found: LevelAssignment | None = rows.first()
    return found


def goes_higher() -> Exists:
    """Whether there is such a level, for a column of the query that finds a plan."""
    own = ("school", "level__framework", "level__order")
    return Exists(_higher(*map(OuterRef, own)))


def _higher(school: Any, framework: Any, order: Any) -> Any:
    return LevelAssignment.objects.filter(
        school=school,
        state=LevelState.APPROVED,
        effective_to=None,
        level__framework=framework,
        level__order__gt=order,
    )


def step_down_of(plan: Plan) -> LevelAssignment | None:
    """The lower level that is proposed or approved to follow the plan, if any."""
    if plan.transition_ends_on is None or plan.starts_on is None:
        return None
    found = _lower(plan.school_id, plan.level.order, plan.starts_on)
    return next(iter(found), None)


@prepared
def _lower(school: int, order: int, after: date) -> Any:
    later = LevelAssignment.objects.filter(
        school=school,
        raised_side=Side.LA,
        level__order__lt=order,
        effective_from__gt=after,
    ).exclude(state__in=GONE)
    return later.select_related("level")[:1]
