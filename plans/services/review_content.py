"""Writing the parts of a review: who was present, answers, priorities, ratings."""

from collections.abc import Mapping, Sequence

from plans.models import (
    ActionRating,
    PlanReview,
    PrioritySummary,
    ReviewAnswer,
    ReviewedWith,
)
from plans.sittings import ACTION, Rated, Reviewed, Sitting
from visits.services.content import Present


def write(review: PlanReview, sitting: Sitting) -> None:
    """Write every part; what is said again makes no history."""
    write_present(review, sitting.present)
    _write_answers(review, sitting.answers)
    _write_summaries(review, sitting.priorities)
    _write_ratings(review, sitting.ratings)


def write_present(review: PlanReview, present: Sequence[Present]) -> None:
    """Who was there, in their order."""
    there = [(p.person_id, p.name, p.job_title) for p in review.present.all()]
    wanted = [(p.person and p.person.pk, p.name, p.role) for p in present]
    if there == wanted:
        return
    review.present.all().delete()
    ReviewedWith.objects.bulk_create(
        ReviewedWith(
            review=review,
            person=one.person,
            name=one.name,
            job_title=one.role,
            order=order,
        )
        for order, one in enumerate(present, start=1)
    )


def _write_answers(review: PlanReview, answers: Mapping[str, str]) -> None:
    there = {answer.key: answer for answer in review.answers.all()}
    for key, text in answers.items():
        answer = there.get(key) or ReviewAnswer(review=review, key=key)
        if answer.text != text:
            answer.text = text
            answer.save()


def _write_summaries(review: PlanReview, priorities: Sequence[Reviewed]) -> None:
    there = {one.priority_id: one for one in review.summaries.all()}
    for said in priorities:
        found = there.get(said.priority)
        row = found or PrioritySummary(review=review, priority_id=said.priority)
        if (row.text, row.skipped) != (said.text, said.skipped):
            row.text, row.skipped = said.text, said.skipped
            row.save()


def _write_ratings(review: PlanReview, ratings: Sequence[Rated]) -> None:
    """One rating per action and review (DP-05); a colour taken away takes it away."""
    there = {one.action_id: one for one in review.ratings.filter(kind=ACTION)}
    for rated in ratings:
        row = there.get(rated.action)
        if not rated.rag:
            if row is not None:
                row.delete()
            continue
        row = row or ActionRating(review=review, action_id=rated.action)
        if (row.rag, row.words) != (rated.rag, rated.words):
            row.rag, row.words = rated.rag, rated.words
            row.save()
