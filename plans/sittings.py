"""A review as one form holds it: read from its rows, and said in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from plans.models import (
    ActionRating,
    ActionState,
    Plan,
    PlanAction,
    PlanPriority,
    PlanReview,
)
from plans.rules import reviews as rules
from visits.services.content import Present

ACTION = ActionRating.Kind.ACTION


@dataclass(frozen=True)
class Rated:
    """An action's rating and its words; without a colour it is not rated."""

    action: int
    rag: str = ""
    words: str = ""


@dataclass(frozen=True)
class Reviewed:
    """What is said of a priority, or that it is skipped this time (SUF-A-15)."""

    priority: int
    text: str = ""
    skipped: bool = False


@dataclass(frozen=True)
class Sitting:
    """All that the author of a review fills in, in one form."""

    held_on: date
    minutes: int | None = None
    present: Sequence[Present] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    priorities: Sequence[Reviewed] = ()
    ratings: Sequence[Rated] = ()
    on_track: bool | None = None
    off_track_reasons: str = ""
    next_review_at: datetime | None = None
    over_ceiling_reason: str = ""


def day_of(review: PlanReview) -> date:
    """When a review was held, or is to be: the diary says for when, not the day that
    it was first planned for."""
    planned = review.visit.date if review.visit else review.planned_on
    return cast(date, review.held_on or planned)


def sitting_of(review: PlanReview) -> Sitting:
    """The review as its rows hold it now; its day is that of its visit where it is
    only planned."""
    visit = review.visit
    return Sitting(
        held_on=day_of(review),
        minutes=visit.minutes if visit else None,
        present=[
            Present(one.name, one.job_title, one.person)
            for one in review.present.select_related("person")
        ],
        answers={answer.key: answer.text for answer in review.answers.all()},
        priorities=[
            Reviewed(one.priority_id, one.text, one.skipped)
            for one in review.summaries.all()
        ],
        ratings=[
            Rated(one.action_id, one.rag, one.words)
            for one in review.ratings.filter(kind=ACTION)
        ],
        on_track=review.on_track,
        off_track_reasons=review.off_track_reasons,
        next_review_at=visit.next_visit_at if visit else None,
        over_ceiling_reason=visit.over_ceiling_reason if visit else "",
    )


def said_in(plan: Plan, sitting: Sitting) -> str:
    """What the note of the visit says of its review: on track or not, and the answers
    to the standing questions (SUF-A-23)."""
    parts = []
    if sitting.on_track is not None:
        parts.append(f"On track: {'yes' if sitting.on_track else 'no'}.")
    if sitting.on_track is False and sitting.off_track_reasons.strip():
        parts.append(sitting.off_track_reasons.strip())
    for question in plan.template.review:
        answer = sitting.answers.get(question["key"], "").strip()
        if answer:
            parts += [f"**{question['label']}**", answer]
    return "\n\n".join(parts)


def facts_of(plan: Plan, sitting: Sitting) -> rules.ReviewFacts:
    """The sitting as rules read it; an action that was dropped is asked about no more.

    Raises RuleBroken for what is not in the plan.
    """
    priorities = list(PlanPriority.objects.filter(plan=plan))
    actions = list(PlanAction.objects.filter(priority__plan=plan))
    said = {one.priority: one for one in sitting.priorities}
    rated = {one.action: one for one in sitting.ratings}
    rules.check_belongs(said, {one.pk for one in priorities}, what="priority")
    rules.check_belongs(rated, {one.pk for one in actions}, what="action")
    by_priority: dict[int, list[rules.ActionFacts]] = {one.pk: [] for one in priorities}
    for action in actions:
        if action.state != ActionState.DROPPED or action.pk in rated:
            by_priority[action.priority_id].append(_rating(action, rated))
    return rules.ReviewFacts(
        on_track=sitting.on_track,
        off_track_reasons=sitting.off_track_reasons,
        answers=sitting.answers,
        priorities=[
            _facts(priority, said, by_priority[priority.pk]) for priority in priorities
        ],
    )


def _facts(
    priority: PlanPriority,
    said: Mapping[int, Reviewed],
    actions: list[rules.ActionFacts],
) -> rules.PriorityFacts:
    one = said.get(priority.pk) or Reviewed(priority.pk)
    return rules.PriorityFacts(
        priority.pk, priority.title, one.text, one.skipped, actions
    )


def _rating(action: PlanAction, rated: Mapping[int, Rated]) -> rules.ActionFacts:
    one = rated.get(action.pk) or Rated(action.pk)
    return rules.ActionFacts(action.pk, action.text, one.rag, one.words)
