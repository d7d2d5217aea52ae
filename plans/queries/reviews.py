"""Reviews as pages show them: in their order, with earlier ratings in view."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q

from plans.models import (
    ActionRating,
    ActionState,
    Plan,
    PlanAction,
    PlanPriority,
    PlanReview,
    PrioritySummary,
    ReviewAnswer,
    ReviewState,
)
from plans.rules.reviews import Recorded, recorded
from plans.sittings import ACTION, Rated, Reviewed, Sitting, day_of, facts_from
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.models import VisitState


@dataclass(frozen=True)
class Line:
    """One review in the list of a plan's (SUF-A-11, 12)."""

    review: PlanReview
    day: date
    at: datetime | None
    recorded: Recorded
    is_held: bool


@dataclass(frozen=True)
class Written:
    """A plan's reviews that a reader may see, with all that is written of each."""

    reviews: list[PlanReview]
    answers: list[ReviewAnswer]
    summaries: list[PrioritySummary]
    ratings: list[ActionRating]


def written_of(plan: Plan, reader: User) -> Written:
    """Four queries, however many reviews; those whose visit was cancelled left out."""
    reviews = {review.pk: review for review in _shown(plan.pk, reader)}

    def of_these(rows: list[Any]) -> list[Any]:
        """Rows of the reviews that the reader may see, each with its review."""
        kept = [row for row in rows if row.review_id in reviews]
        for row in kept:
            row.review = reviews[row.review_id]
        return kept

    return Written(
        list(reviews.values()),
        of_these(_answers(plan.pk)),
        of_these(_summaries(plan.pk)),
        of_these(_ratings(plan.pk)),
    )


@prepared
def _shown(plan: int, reader: User) -> Any:
    """Reviews that the reader may see and that were not cancelled with their visit."""
    cancelled = Q(state=ReviewState.CANCELLED) | Q(
        state=ReviewState.PLANNED, visit__state=VisitState.CANCELLED
    )
    rows = PlanReview.objects.visible_to(reader).filter(plan=plan).exclude(cancelled)
    return rows.select_related("visit")


@prepared
def _answers(plan: int) -> Any:
    return ReviewAnswer.objects.filter(review__plan=plan).order_by()


@prepared
def _summaries(plan: int) -> Any:
    return PrioritySummary.objects.filter(review__plan=plan).order_by()


@prepared
def _ratings(plan: int) -> Any:
    return ActionRating.objects.filter(review__plan=plan, kind=ACTION).order_by()


def lines_of(
    plan: Plan, priorities: Iterable[PlanPriority], written: Written
) -> list[Line]:
    """The plan's reviews in the order of their days. ``priorities`` with their
    actions."""
    sittings = _sittings(written)
    rows = list(priorities)
    actions = [action for one in rows for action in one.actions.all()]
    questions = {question["key"] for question in plan.template.review}
    lines = []
    for review in written.reviews:
        facts = facts_from(rows, actions, sittings[review.pk])
        planned = review.state == ReviewState.PLANNED
        at = review.visit.planned_for if review.visit and planned else None
        how_far = Recorded.NOT if planned else recorded(facts, questions=questions)
        lines.append(Line(review, day_of(review), at, how_far, not planned))
    return sorted(lines, key=lambda line: (line.day, line.review.pk))


def _sittings(written: Written) -> dict[int, Sitting]:
    """What is written of each review, without people."""
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    summaries, ratings = defaultdict(list), defaultdict(list)
    for answer in written.answers:
        answers[answer.review_id][answer.key] = answer.text
    for one in written.summaries:
        said = Reviewed(one.priority_id, one.text, one.skipped)
        summaries[one.review_id].append(said)
    for rating in written.ratings:
        rated = Rated(rating.action_id, rating.rag, rating.words)
        ratings[rating.review_id].append(rated)
    return {
        review.pk: Sitting(
            held_on=day_of(review),
            answers=answers[review.pk],
            priorities=summaries[review.pk],
            ratings=ratings[review.pk],
            on_track=review.on_track,
            off_track_reasons=review.off_track_reasons,
        )
        for review in written.reviews
    }


@dataclass(frozen=True)
class Progress:
    """What reviews said, newest first: of each priority, and of each action."""

    summaries: dict[int, list[PrioritySummary]] = field(default_factory=dict)
    ratings: dict[int, list[ActionRating]] = field(default_factory=dict)


def progress_of(plan: Plan, *, other_than: PlanReview | None = None) -> Progress:
    """What the reviews that are shared said: the latest is shown, the history kept
    (ACC-056). Two queries. ``other_than`` is the one that is being written."""
    held = PlanReview.objects.held().filter(plan=plan).order_by()
    if other_than is not None and other_than.pk:
        held = held.exclude(pk=other_than.pk)
    said = PrioritySummary.objects.filter(review__in=held).select_related("review")
    rated = ActionRating.objects.filter(review__in=held, kind=ACTION)
    return _newest_first(said, rated.select_related("review"))


def progress_in(written: Written) -> Progress:
    """The same, of reviews that were read already: no query."""
    return _newest_first(
        [one for one in written.summaries if one.review.state == ReviewState.SHARED],
        [one for one in written.ratings if one.review.state == ReviewState.SHARED],
    )


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
