"""The reviews of a plan on its page, and what they ask for."""

from typing import Any

from engagement.models import CadenceRule
from plans.duties import LEVEL_REVIEW
from plans.models import Plan
from plans.queries.progress import Review, lines_of
from plans.queries.reading import Priority
from plans.rules.reviews import LevelReview, Verdict, level_review
from schools.access import may
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability


def reviews_context(
    user: User, plan: Plan, priorities: list[Priority], reviews: list[Review]
) -> dict[str, Any]:
    """The list of reviews, and what they ask for."""
    if plan.is_draft:
        return {"reviews": []}
    asked = _level_review(plan, reviews)
    return {
        "reviews": lines_of(plan, priorities, reviews),
        "may_review": plan.is_live
        and not plan.record.is_locked
        and may(user, Capability.REVIEW_PLAN, plan.school),
        "level_review": asked,
        "may_propose_level": bool(asked)
        and may(user, Capability.PROPOSE_LEVEL, plan.school),
        "off_track_criterion": _criterion(plan) if asked else "",
    }


def _level_review(plan: Plan, reviews: list[Review]) -> LevelReview | None:
    if not plan.is_live:
        return None
    verdicts = [
        Verdict(one.pk, one.day, one.on_track)
        for one in reviews
        if one.is_shared and one.on_track is not None
    ]
    return level_review(verdicts, ends_on=plan.ends_on, today=calendar.today())


def _criterion(plan: Plan) -> str:
    """The criterion that such a plan meets: the rule that asks is called after it."""
    rules = CadenceRule.objects.filter(framework=plan.record.framework)
    found = rules.filter(rule__activity=LEVEL_REVIEW).values_list("code", flat=True)
    return str(found.first() or "")
