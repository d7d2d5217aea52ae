"""Writing the parts of a meeting: answers, the school's words on impact, colours."""

from collections.abc import Mapping, Sequence

from plans.meetings import Given, Held, Rating
from plans.models import ActionRating, PlanReview, PrioritySummary, ReviewAnswer
from plans.rules.reviews import check_belongs
from plans.services.review_content import write_present


def write_answers(review: PlanReview, answers: Mapping[str, Given]) -> None:
    """Each answer in its row; what is said again makes no history."""
    there = {answer.key: answer for answer in review.answers.all()}
    for key, given in answers.items():
        row = there.get(key) or ReviewAnswer(review=review, key=key)
        rows = [dict(one) for one in given.rows]
        if row.pk is None and given.is_blank:
            continue
        if (row.text, row.reason, row.rows) != (given.text, given.reason, rows):
            row.text, row.reason, row.rows = given.text, given.reason, rows
            row.save()


def write_impacts(review: PlanReview, impacts: Mapping[int, str]) -> None:
    """What the school says of the impact, area by area."""
    _check_areas(review, impacts)
    for row in _areas(review, impacts):
        text = impacts[row.priority_id]
        if row.text != text:
            row.text = text
            row.save()


def write_held(review: PlanReview, held: Held) -> None:
    """Who was there, the answers of the meeting, and every colour (DP-05)."""
    write_present(review, held.present)
    write_answers(review, held.answers)
    _check_areas(review, held.impacts)
    for area in _areas(review, held.impacts):
        rag = held.impacts[area.priority_id]
        if area.rag != rag:
            area.rag = rag
            area.save()
    _write_ratings(review, held.ratings)


def _check_areas(review: PlanReview, areas: Mapping[int, str]) -> None:
    own = review.plan.priorities.values_list("pk", flat=True)
    check_belongs(areas, set(own), what="area")


def _areas(review: PlanReview, areas: Mapping[int, str]) -> list[PrioritySummary]:
    there = {one.priority_id: one for one in review.summaries.all()}
    return [
        there.get(key) or PrioritySummary(review=review, priority_id=key)
        for key, said in areas.items()
        if said or key in there
    ]


def _write_ratings(review: PlanReview, ratings: Sequence[Rating]) -> None:
    own = set(_actions_of(review))
    check_belongs([one.action for one in ratings], own, what="action")
    there = {(one.action_id, one.kind): one for one in review.ratings.all()}
    for rated in ratings:
        row = there.get((rated.action, rated.kind))
        if not rated.rag:
            if row is not None:
                row.delete()
            continue
        row = row or ActionRating(
            review=review, action_id=rated.action, kind=rated.kind
        )
        if (row.rag, row.words) != (rated.rag, rated.words):
            row.rag, row.words = rated.rag, rated.words
            row.save()


def _actions_of(review: PlanReview) -> list[int]:
    rows = review.plan.priorities.filter(actions__isnull=False)
    return list(rows.values_list("actions__pk", flat=True))
