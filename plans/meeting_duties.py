"""What is due of the meetings of plans whose form a definition draws (CAD-12)."""

from collections.abc import Iterable

from django.utils import timezone

from engagement.queries.plan_forms import plan_form
from engagement.rules.cadence import Anchor
from engagement.rules.duties import Done, Given
from plans.models import Plan, PlanReview, ReviewState

MEETING, PACK, FINAL = "plan_meeting", "plan_pack", "plan_final"


def add_meetings(given: Given, plans: Iterable[Plan]) -> None:
    """Put each meeting beside what else is due: it is held on its day, wherever that
    was moved, and the school's part is there before. No query without such plans."""
    counted = {plan.pk: plan for plan in plans if plan.counted_from}
    if not counted:
        return
    rows = PlanReview.objects.filter(plan__in=counted).exclude(form="")
    for review in rows.order_by("pk").select_related("plan__template"):
        form = plan_form(review.plan.template)
        if form is None or review.planned_on is None:
            continue
        school, key = review.plan.school_id, f"{MEETING}:{review.pk}"
        kind = FINAL if form.meeting(review.form).final else MEETING
        held = review.state == ReviewState.SHARED
        # A plan that has ended asks for no more meetings; what was held stays.
        if held or (counted[review.plan_id].is_live and _waits(review)):
            anchor = Anchor(kind, key, review.planned_on)
            given.anchors.append((school, anchor))
        span = frozenset({key})
        if held:
            done = ("review", review.pk, review.held_on, span)
            given.done.append(Done(school, kind, *done))
        if held or review.returned_at:
            at = review.returned_at
            on = timezone.localdate(at) if at else review.held_on
            given.done.append(Done(school, PACK, "review", review.pk, on, span))


def _waits(review: PlanReview) -> bool:
    return review.state != ReviewState.CANCELLED
