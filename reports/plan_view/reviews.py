"""The reviews of a plan, each with all that it says (SUF-A-11 to 19, 23)."""

from collections import defaultdict
from collections.abc import Iterator

from engagement.models import Side
from plans.models import Plan, ReviewComment, ReviewedWith
from plans.queries.progress import Review, Summary
from plans.queries.reading import Action, Priority
from reports.plan_view.shapes import (
    Comment,
    RatedAction,
    Rating,
    ReviewedPriority,
    ReviewView,
)


def review_views(
    plan: Plan, priorities: list[Priority], reviews: list[Review]
) -> tuple[ReviewView, ...]:
    """The shared ones, oldest first: two queries besides what was read already."""
    held = [one for one in reviews if one.is_shared]
    keys = [one.pk for one in held]
    present, comments = _present(keys), _comments(keys)
    return tuple(
        ReviewView(
            day=review.day,
            on_track=bool(review.on_track),
            reasons=review.off_track_reasons,
            present=tuple(present[review.pk]),
            answers=tuple(
                (question["label"], review.answers.get(question["key"], ""))
                for question in plan.template.review
            ),
            priorities=tuple(_priorities(review, priorities, held[:place])),
            comments=tuple(comments[review.pk]),
        )
        for place, review in enumerate(held)
    )


def _present(held: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for one in ReviewedWith.objects.filter(review__in=held):
        found[one.review_id].append(str(one))
    return found


def _comments(held: list[int]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = defaultdict(list)
    rows = ReviewComment.objects.filter(review__in=held).select_related("by")
    for one in rows.only("review", "side", "text", "at", "by__name", "by__email"):
        side = Side(one.side).spoken
        found[one.review_id].append(Comment(side, str(one.by), one.at, one.text))
    return found


def _priorities(
    review: Review, priorities: list[Priority], before: list[Review]
) -> Iterator[ReviewedPriority]:
    for number, priority in enumerate(priorities, start=1):
        said = review.summaries.get(priority.pk, Summary())
        yield ReviewedPriority(
            number=number,
            title=priority.title,
            text=said.text,
            skipped=said.skipped,
            actions=tuple(
                RatedAction(
                    number=f"{number}.{place}",
                    text=action.text,
                    rating=_rating(action, review),
                    earlier=tuple(
                        filter(None, (_rating(action, one) for one in before))
                    ),
                )
                for place, action in enumerate(priority.actions, start=1)
            ),
        )


def _rating(action: Action, review: Review) -> Rating | None:
    return Rating.of(review.ratings.get(action.pk), review.day)
