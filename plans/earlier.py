"""A review as it stood at an earlier version, as far as its history tells."""

from plans.models import (
    ActionRating,
    PlanReview,
    PrioritySummary,
    ReviewAnswer,
)
from plans.sittings import Rated, Reviewed, Sitting
from sitrack.core.earlier import rows_before, stood_at

COLUMNS = ("held_on", "on_track", "off_track_reasons")


def sitting_at(review: PlanReview, version: int) -> Sitting | None:
    """What the review said then: who was present, its time and the next review are
    its visit's, and not told here. None where that version is not over."""
    then = stood_at(review, version, *COLUMNS)
    if then is None:
        return None
    own = {"review": review.pk}
    answers = rows_before(ReviewAnswer.history.filter(**own), then.ended, "key", "text")
    said = rows_before(
        PrioritySummary.history.filter(**own), then.ended, "priority", "text", "skipped"
    )
    rated = rows_before(
        ActionRating.history.filter(**own), then.ended, "action", "rag", "words"
    )
    return Sitting(
        held_on=then.columns["held_on"],
        on_track=then.columns["on_track"],
        off_track_reasons=then.columns["off_track_reasons"],
        answers=dict(answers.values()),
        priorities=[Reviewed(*row) for row in said.values()],
        ratings=[Rated(*row) for row in rated.values()],
    )
