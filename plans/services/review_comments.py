"""What both sides say beside a review that is shared (DEC-06)."""

from django.db import transaction

from engagement.models import Side
from plans.models import PlanReview, ReviewComment, ReviewState
from plans.rules import reviews as rules
from schools.access import users_holding
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from visits.models import Visit, VisitState
from visits.services import replies


@transaction.atomic
def comment(*, review: PlanReview, side: Side, text: str, by: User) -> ReviewComment:
    """The school's comment beside a shared review, or the authority's answer.

    The school says it once: it is its answer to the note of the review's visit too,
    and the authority's answer answers it there. The other side is told. Raises
    RuleBroken for a draft, and without words.
    """
    held = PlanReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    rules.check_can_comment(shared=held.state == ReviewState.SHARED, text=text)
    made = ReviewComment.objects.create(
        review=held, side=side, text=text.strip(), by=by, at=clock.now()
    )
    if held.visit_id:
        _say_in_note(Visit.objects.get(pk=held.visit_id), made, by=by)
    school = held.plan.school
    told: dict[str, tuple[str, frozenset[Role]]] = {
        Side.SCHOOL: ("commented", frozenset({Role.OFFICER})),
        Side.LA: ("answered", SCHOOL_LEADERS),
    }
    done, roles = told[side]
    events.record(
        f"review.{done}", held, by=by, scope=school.scope, audience=Audience.LEADERS
    )
    people = users_holding(school, *roles)
    if held.shared_by and side == Side.SCHOOL:
        people.append(held.shared_by)
    titles = {
        "commented": "The school has commented on a plan’s review",
        "answered": "Your comment on a plan’s review was answered",
    }
    delivery.notify(
        [person for person in dict.fromkeys(people) if person != by],
        title=f"{titles[done]}: {school}",
        path=held.get_absolute_url(),
        key=f"review:{held.pk}:comment-{made.pk}",
    )
    return made


def _say_in_note(visit: Visit, made: ReviewComment, *, by: User) -> None:
    """The same words in the note of the visit, as long as it waits for words."""
    if visit.record.is_locked:
        return
    if made.side == Side.SCHOOL:
        if visit.state in {VisitState.SHARED, VisitState.COMMENTED}:
            replies.comment(visit=visit, text=made.text, by=by, tell_lead=False)
        return
    if visit.state == VisitState.COMMENTED:
        waiting = visit.comments.filter(answered_at=None, by__isnull=False)
        for said in waiting.exclude(text=""):
            replies.answer(comment=said, text=made.text, by=by, tell_school=False)
