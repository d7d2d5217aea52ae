"""Reviews of the plan under way, with a word in each of their texts."""

from datetime import UTC, datetime
from typing import Any

from engagement.models import Side
from plans.models import Plan, PlanAction, PlanReview
from plans.services.review_comments import comment
from plans.sittings import Rated, Reviewed
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.plans.reviewing import drafted, shared
from tests.universe import Council

READERS = LA | LEADERS | GOVERNORS | TEAM


def make_reviews(
    council: Council, canaries: Canaries, plan: Plan
) -> dict[str, PlanReview]:
    """One that is shared and spoken of, one in the diary, one draft."""
    action = PlanAction.objects.filter(priority__plan=plan)[0]

    def words(name: str, readers: frozenset[str]) -> dict[str, Any]:
        summary = canaries.word(f"{name}summary", readers)
        rated = canaries.word(f"{name}rated", readers)
        return {
            "answers": {"where_now": canaries.word(f"{name}answer", readers)},
            "priorities": [Reviewed(action.priority_id, summary)],
            "ratings": [Rated(action.pk, "red", rated)],
            "on_track": False,
            "off_track_reasons": canaries.word(f"{name}offtrack", readers),
        }

    held = shared(
        council,
        plan,
        next_review_at=datetime(2025, 12, 15, 9, 30, tzinfo=UTC),
        **words("review", READERS),
    )
    for side, by, name in (
        (Side.SCHOOL, council.helen, "reviewcomment"),
        (Side.LA, council.sam, "reviewreply"),
    ):
        comment(review=held, side=side, text=canaries.word(name, READERS), by=by)
    return {
        "shared": held,
        "planned": PlanReview.objects.planned().get(),
        "draft": drafted(council, plan, **words("reviewdraft", LA)),
    }
