"""How a plan has come on by its reviews, as its page shows it.

What thirty actions were rated at a dozen reviews is read as plain values.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from django.db.models import Case, CharField, Q, Value, When

from plans.models import (
    ActionRating,
    ActionState,
    Plan,
    PlanReview,
    PrioritySummary,
    ReviewAnswer,
    ReviewState,
)
from plans.queries.reading import Priority, Rating
from plans.rules.reviews import (
    ActionFacts,
    PriorityFacts,
    Recorded,
    ReviewFacts,
    recorded,
)
from plans.sittings import ACTION
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.models import VisitState

ANSWER, SUMMARY, RATING = "answer", "summary", "rating"
SKIPPED = "skipped"
COLOURS = {Recorded.NOT: "grey", Recorded.PARTLY: "yellow", Recorded.FULLY: "green"}


class Summary(NamedTuple):
    """What one review said of a priority, or that it was skipped there."""

    text: str = ""
    skipped: bool = False


@dataclass(frozen=True)
class Review:
    """A review that the reader may see, with all that is written of it."""

    pk: int
    state: str
    day: date
    planned_for: datetime | None
    on_track: bool | None
    off_track_reasons: str
    answers: dict[str, str] = field(default_factory=dict)
    summaries: dict[int, Summary] = field(default_factory=dict)
    ratings: dict[int, Rating] = field(default_factory=dict)

    @property
    def href(self) -> str:
        return address("plans:review", self.pk)

    @property
    def is_shared(self) -> bool:
        return self.state == ReviewState.SHARED

    @property
    def is_planned(self) -> bool:
        return self.state == ReviewState.PLANNED


def reviews_of(plan: Plan, reader: User) -> list[Review]:
    """The plan's reviews in the order of their days, those left out whose visit was
    cancelled. Two queries, however much is written of them."""
    found = {}
    for pk, state, held_on, visited_on, planned_on, *rest in _shown(plan.pk, reader):
        day = cast(date, held_on or visited_on or planned_on)
        found[pk] = Review(pk, state, day, *rest)
    for pk, kind, about, word, text in _said(plan.pk):
        review = found.get(pk)
        if review is None:
            continue
        if kind == RATING:
            review.ratings[about] = Rating(word, text)
        elif kind == SUMMARY:
            review.summaries[about] = Summary(text, word == SKIPPED)
        else:
            review.answers[word] = text
    return sorted(found.values(), key=lambda review: (review.day, review.pk))


@prepared
def _shown(plan: int, reader: User) -> Any:
    """Reviews that the reader may see and that were not cancelled with their visit."""
    cancelled = Q(state=ReviewState.CANCELLED) | Q(
        state=ReviewState.PLANNED, visit__state=VisitState.CANCELLED
    )
    rows = PlanReview.objects.visible_to(reader).filter(plan=plan).exclude(cancelled)
    return rows.order_by().values_list(
        *("pk", "state", "held_on", "visit__date", "planned_on"),
        *("visit__planned_for", "on_track", "off_track_reasons"),
    )


@prepared
def _said(plan: int) -> Any:
    """All that is written of a plan's reviews: of which review, what it is about, and
    in which words."""
    nothing, number = Value("", output_field=CharField()), Value(0)
    skipped = Case(When(skipped=True, then=Value(SKIPPED)), default=nothing)
    mine = {"review__plan": plan}
    answers = ReviewAnswer.objects.filter(**mine).order_by()
    summaries = PrioritySummary.objects.filter(**mine).order_by()
    ratings = ActionRating.objects.filter(**mine, kind=ACTION).order_by()
    return ratings.values_list("review", Value(RATING), "action", "rag", "words").union(
        summaries.values_list("review", Value(SUMMARY), "priority", skipped, "text"),
        answers.values_list("review", Value(ANSWER), number, "key", "text"),
        all=True,
    )


@dataclass(frozen=True)
class Line:
    """One review in the list of a plan's (SUF-A-11, 12)."""

    review: Review
    recorded: Recorded

    @property
    def colour(self) -> str:
        return COLOURS[self.recorded]


def lines_of(
    plan: Plan, priorities: list[Priority], reviews: list[Review]
) -> list[Line]:
    """The plan's reviews, each with how far it is recorded."""
    questions = {question["key"] for question in plan.template.review}
    return [Line(one, _recorded(one, priorities, questions)) for one in reviews]


def _recorded(
    review: Review, priorities: list[Priority], questions: set[str]
) -> Recorded:
    if review.is_planned:
        return Recorded.NOT
    facts = ReviewFacts(
        on_track=review.on_track,
        answers=review.answers,
        priorities=[_facts(one, review) for one in priorities],
    )
    return recorded(facts, questions=questions)


def _facts(priority: Priority, review: Review) -> PriorityFacts:
    """An action that was dropped is asked about no more."""
    said = review.summaries.get(priority.pk, Summary())
    rated = review.ratings
    actions = [
        ActionFacts(one.pk, one.text, *rated.get(one.pk, ("", "")))
        for one in priority.actions
        if one.state != ActionState.DROPPED or one.pk in rated
    ]
    return PriorityFacts(priority.pk, priority.title, said.text, said.skipped, actions)


def show_latest(priorities: list[Priority], reviews: list[Review]) -> None:
    """Put beside each priority and action what the latest review said that is shared
    (ACC-056)."""
    for review in filter(lambda one: one.is_shared, reviews):
        for priority in priorities:
            said = review.summaries.get(priority.pk)
            if said and said.text:
                priority.summary, priority.summarised_on = said.text, review.day
            for action in priority.actions:
                rating = review.ratings.get(action.pk)
                if rating:
                    action.earlier += action.rating is not None
                    action.rating, action.rated_on = rating, review.day
