"""What a plan's end rests on: the last review, and the levels around it."""

from engagement.models import Level, LevelAssignment, LevelState, Side
from plans.models import Plan, PlanReview, ReviewedWith
from schools.models import School
from sitrack.core import calendar

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
    approved = LevelAssignment.objects.filter(
        school=plan.school_id,
        state=LevelState.APPROVED,
        effective_to=None,
        level__framework=plan.level.framework_id,
        level__order__gt=plan.level.order,
    )
    return approved.select_related("level").first()


def step_down_of(plan: Plan) -> LevelAssignment | None:
    """The lower level that is proposed or approved to follow the plan, if any."""
    if plan.transition_ends_on is None:
        return None
    later = LevelAssignment.objects.filter(
        school=plan.school_id,
        raised_side=Side.LA,
        level__order__lt=plan.level.order,
        effective_from__gt=plan.starts_on,
    )
    return later.exclude(state__in=GONE).select_related("level").first()
