"""Reviews as pages show them: in their order, with earlier ratings in view."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from plans.models import (
    ActionRating,
    ActionState,
    Plan,
    PlanAction,
    PlanPriority,
    PlanReview,
    PrioritySummary,
)
from plans.sittings import ACTION
from sitrack.core.models import User


@dataclass(frozen=True)
class Progress:
    """What reviews said, newest first: of each priority, and of each action."""

    summaries: dict[int, list[PrioritySummary]] = field(default_factory=dict)
    ratings: dict[int, list[ActionRating]] = field(default_factory=dict)


def progress_of(plan: Plan, *, other_than: PlanReview | None = None) -> Progress:
    """What the reviews that are shared said (ACC-056). Two queries. ``other_than`` is
    the one that is being written."""
    held = PlanReview.objects.held().filter(plan=plan).order_by()
    if other_than is not None and other_than.pk:
        held = held.exclude(pk=other_than.pk)
    said = PrioritySummary.objects.filter(review__in=held).select_related("review")
    rated = ActionRating.objects.filter(review__in=held, kind=ACTION)
    return _newest_first(said, rated.select_related("review"))


def _newest_first(
    said: Iterable[PrioritySummary], rated: Iterable[ActionRating]
) -> Progress:
    def turn(one: PrioritySummary | ActionRating) -> tuple[date, int]:
        return cast(date, one.review.held_on), one.review_id

    summaries, ratings = defaultdict(list), defaultdict(list)
    for one in sorted(said, key=turn, reverse=True):
        if one.text or one.skipped:
            summaries[one.priority_id].append(one)
    for rating in sorted(rated, key=turn, reverse=True):
        ratings[rating.action_id].append(rating)
    return Progress(dict(summaries), dict(ratings))


def ratings_of(action: PlanAction, reader: User) -> Any:
    """How an action was rated by the reviews that the reader may see, newest first."""
    held = PlanReview.objects.visible_to(reader).held().order_by()
    rows = ActionRating.objects.filter(action=action, kind=ACTION, review__in=held)
    return rows.select_related("review").order_by("-review__held_on", "-review_id")


@dataclass(frozen=True)
class ActionBlock:
    """An action at a review: how it is rated there, and how it was before."""

    action: PlanAction
    rating: ActionRating | None
    earlier: list[ActionRating]


@dataclass(frozen=True)
class PriorityBlock:
    """A priority at a review: how it stands, or that it was skipped."""

    number: int
    priority: PlanPriority
    summary: PrioritySummary | None
    earlier: list[PrioritySummary]
    actions: list[ActionBlock]

    @property
    def is_skipped(self) -> bool:
        return self.summary is not None and self.summary.skipped


def blocks_of(plan: Plan, review: PlanReview | None) -> list[PriorityBlock]:
    """Priority by priority, with what this review says and what others said."""
    own_summaries: dict[int, PrioritySummary] = {}
    own_ratings: dict[int, ActionRating] = {}
    if review is not None:
        own_summaries = {one.priority_id: one for one in review.summaries.all()}
        rated = review.ratings.filter(kind=ACTION)
        own_ratings = {rating.action_id: rating for rating in rated}
    progress = progress_of(plan, other_than=review)
    priorities = PlanPriority.objects.filter(plan=plan)
    return [
        PriorityBlock(
            number,
            priority,
            own_summaries.get(priority.pk),
            progress.summaries.get(priority.pk, []),
            [
                ActionBlock(
                    action,
                    own_ratings.get(action.pk),
                    progress.ratings.get(action.pk, []),
                )
                for action in priority.actions.all()
                if action.state != ActionState.DROPPED or action.pk in own_ratings
            ],
        )
        for number, priority in enumerate(
            priorities.prefetch_related("actions__person"), start=1
        )
    ]


def last_held(plan: Plan, *, other_than: PlanReview | None = None) -> PlanReview | None:
    """The latest review that is shared."""
    held = PlanReview.objects.held().filter(plan=plan)
    if other_than is not None and other_than.pk:
        held = held.exclude(pk=other_than.pk)
    found: PlanReview | None = held.order_by("-held_on", "-pk").first()
    return found
