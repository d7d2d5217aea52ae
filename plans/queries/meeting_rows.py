"""What is kept of a meeting, and the colours of those before it, read once for a page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from engagement.definitions.plans import PlanForm
from plans.meetings import Given, without_dropped
from plans.models import (
    ActionRating,
    PlanReview,
    PrioritySummary,
    ReviewAnswer,
    ReviewState,
)
from plans.queries.areas import Part, read_parts
from sitrack.core.prepared import prepared


@dataclass(frozen=True)
class MeetingRows:
    """The answers of a meeting; its colours and summaries and those of the meetings
    that it looks back on, the newest first (DP-05); and the areas that it goes through."""

    review: PlanReview
    answers: dict[str, Given]
    ratings: list[ActionRating]
    summaries: list[PrioritySummary]
    parts: list[Part]

    @property
    def own_ratings(self) -> list[ActionRating]:
        return [one for one in self.ratings if one.review_id == self.review.pk]

    @property
    def own_summaries(self) -> list[PrioritySummary]:
        return [one for one in self.summaries if one.review_id == self.review.pk]


def rows_of_meeting(review: PlanReview, form: PlanForm) -> MeetingRows:
    """A meeting as it is kept: five queries."""
    own = (review.plan_id, review.pk, ReviewState.SHARED.value)
    ratings = [one for one in _ratings(*own) if _looks_back_on(review, one.review)]
    said = [one for one in _summaries(*own) if _looks_back_on(review, one.review)]
    answers = {
        one.key: Given(one.text, one.reason, one.rows) for one in _answers(review.pk)
    }
    rated = {one.action_id for one in ratings if one.review_id == review.pk}
    parts = without_dropped(read_parts(review.plan, form), rated)
    return MeetingRows(review, answers, ratings, said, parts)


def _looks_back_on(review: PlanReview, other: PlanReview) -> bool:
    """Whether it is this meeting, or was held before it."""
    if other.pk == review.pk or review.held_on is None:
        return True
    return (other.held_on or date.max, other.pk) < (review.held_on, review.pk)


@prepared
def _answers(review: int) -> Any:
    return ReviewAnswer.objects.filter(review=review)


@prepared
def _ratings(plan: int, review: int, held: str) -> Any:
    rows = ActionRating.objects.filter(_in_view(review, held), review__plan=plan)
    return rows.select_related("review").order_by("-review__held_on", "-review")


@prepared
def _summaries(plan: int, review: int, held: str) -> Any:
    rows = PrioritySummary.objects.filter(_in_view(review, held), review__plan=plan)
    return rows.select_related("review").order_by("-review__held_on", "-review")


def _in_view(review: int, held: str) -> Q:
    return Q(review__state=held) | Q(review__id=review)
