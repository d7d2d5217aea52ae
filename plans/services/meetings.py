"""The meetings of a plan in its diary: proposed, moved, counted anew (CAD-12)."""

from datetime import date

from django.db import transaction

from engagement.definitions.plans import PlanForm
from engagement.queries.plan_forms import plan_form
from plans.models import Plan, PlanReview, PlanState, ReviewState
from plans.queries.meetings import final_day, proposed_for
from plans.rules import meeting_steps as steps
from plans.rules import meetings as rules
from plans.services.editing import hold
from plans.services.plan_steps import both_sides, notify, tell
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

BEFORE_THE_MEETING = [ReviewState.PLANNED, ReviewState.DRAFT, ReviewState.SENT]


def plan_meetings(plan: Plan) -> None:
    """Put the meetings of a drawn form into the plan that was agreed, each on the day
    that its form proposes; inside the transaction that agrees it."""
    form = plan_form(plan.template)
    if form is None or plan.counted_from is None:
        return
    # A plan that was changed before it began is agreed again, and counted again.
    plan.reviews.filter(state=ReviewState.PLANNED).exclude(form="").delete()
    found = proposed_for(form, since=plan.counted_from, until=plan.ends_on)
    PlanReview.objects.bulk_create(
        PlanReview(plan=plan, form=one.key, planned_on=one.day) for one in found
    )


@transaction.atomic
def move_meeting(
    *, review: PlanReview, day: date, reason: str, expected_version: int, by: User
) -> PlanReview:
    """Move a meeting that was not held yet to another day; a plan ends with its final
    one. The other side is told. Raises Stale, RuleBroken."""
    plan = hold(review.plan)
    take_next_version(review, expected=expected_version)
    fresh = PlanReview.objects.get(pk=review.pk)
    if fresh.state not in [*BEFORE_THE_MEETING, ReviewState.RETURNED]:
        raise RuleBroken("This meeting was held or cancelled, so its day stays.")
    before, since = fresh.planned_on, plan.counted_from
    if before is None or since is None:
        raise RuleBroken("This meeting has no day that could be moved.")
    rules.check_moved(day=day, before=before, since=since, reason=reason)
    fresh.planned_on, fresh.moved_because = day, reason.strip()
    fresh.save()
    follow_final(plan, fresh, day)
    events.record(
        "meeting.moved",
        fresh,
        by=by,
        scope=plan.school.scope,
        audience=Audience.LEADERS,
        day=f"{day:%-d %B %Y}",
    )
    notify(plan, both_sides(plan), "A meeting of a plan was moved", but=by, of=fresh)
    return fresh


def follow_final(plan: Plan, review: PlanReview, day: date) -> None:
    """A plan that is held ends on the day of its final meeting."""
    form = plan_form(plan.template)
    if form and form.meeting(review.form).final:
        take_next_version(plan, expected=plan.version)
        plan.ends_on = day
        plan.save()


@transaction.atomic
def restart_clock(*, plan: Plan, day: date, reason: str, by: User) -> Plan:
    """Count a plan's meetings anew from a day, such as that of a notice of concern
    (WIL-O-17): those that are still to come are cancelled, and proposed again.

    What the school has sent back already stays. The plan ends with its new final
    meeting. Raises RuleBroken.
    """
    held = hold(plan)
    form = plan_form(held.template)
    if form is None or not form.meetings or held.state != PlanState.ACTIVE:
        raise RuleBroken("Only a plan that is under way, and has meetings, is counted.")
    before, today = held.counted_from, calendar.today()
    steps.check_restart(day=day, before=before, today=today, reason=reason)
    for review in held.reviews.filter(state__in=BEFORE_THE_MEETING):
        review.state = ReviewState.CANCELLED
        review.save()
    take_next_version(held, expected=held.version)
    held.counted_from, held.counted_because = day, reason.strip()
    held.ends_on = _new_end(form, held, day)
    held.save()
    plan_meetings(held)
    tell("plan.counted_anew", held, by=by, day=f"{day:%-d %B %Y}")
    notify(held, both_sides(held), "The meetings of a plan are counted anew", but=by)
    return held


def _new_end(form: PlanForm, plan: Plan, day: date) -> date | None:
    final = final_day(form, day)
    return max(filter(None, (final, plan.ends_on)), default=None)
