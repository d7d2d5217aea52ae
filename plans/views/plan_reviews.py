"""The reviews of a plan on its page, and what they say beside each part of it."""

from collections.abc import Iterable
from typing import Any

from engagement.models import CadenceRule
from plans.duties import LEVEL_REVIEW
from plans.models import Plan, PlanPriority
from plans.queries.reviews import Line, Written, lines_of, progress_in
from plans.rules.reviews import LevelReview, Verdict, level_review
from schools.access import may
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability


def reviews_context(
    user: User, plan: Plan, priorities: Iterable[PlanPriority], written: Written | None
) -> dict[str, Any]:
    """The list of reviews, and beside each priority and action what the latest said.

    ``priorities`` with their actions; they are given ``summarised`` and ``rated``,
    newest first. ``written`` is None for a draft, which has no reviews.
    """
    if written is None:
        return {"reviews": []}
    rows: list[Any] = list(priorities)
    progress = progress_in(written)
    for priority in rows:
        said = progress.summaries.get(priority.pk, [])
        priority.summarised = [one for one in said if one.text]
        for action in priority.actions.all():
            action.rated = progress.ratings.get(action.pk, [])
    lines = lines_of(plan, rows, written)
    asked = _level_review(plan, lines)
    return {
        "reviews": lines,
        "may_review": plan.is_live
        and not plan.record.is_locked
        and may(user, Capability.REVIEW_PLAN, plan.school),
        "level_review": asked,
        "may_propose_level": bool(asked)
        and may(user, Capability.PROPOSE_LEVEL, plan.school),
        "off_track_criterion": _criterion(plan) if asked else "",
    }


def _level_review(plan: Plan, lines: list[Line]) -> LevelReview | None:
    if not plan.is_live:
        return None
    verdicts = [
        Verdict(line.review.pk, line.day, line.review.on_track)
        for line in lines
        if line.review.state == "shared" and line.review.on_track is not None
    ]
    return level_review(verdicts, ends_on=plan.ends_on, today=calendar.today())


def _criterion(plan: Plan) -> str:
    """The criterion that such a plan meets: the rule that asks is called after it."""
    rules = CadenceRule.objects.filter(framework=plan.record.framework)
    found = rules.filter(rule__activity=LEVEL_REVIEW).values_list("code", flat=True)
    return str(found.first() or "")
