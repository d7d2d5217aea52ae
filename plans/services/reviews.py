"""Reviews of a plan: put in the diary, recorded, shared with the school (SUF-E-16)."""

import datetime as dt

from django.db import transaction

from plans.models import Plan, PlanReview, ReviewState
from plans.rules import reviews as rules
from plans.services import review_content as content
from plans.services import review_visits
from plans.sittings import Sitting, facts_of, said_in, sitting_of
from schools.access import users_holding
from schools.models import Person
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from visits.models import Visit, VisitState
from visits.services import diary
from visits.services.placing import day_of


@transaction.atomic
def plan_review(*, plan: Plan, at: dt.datetime, lead: Person, by: User) -> PlanReview:
    """Put a review in the diary and tell the school. Raises RuleBroken."""
    day = day_of(at)
    rules.check_plannable(plan_state=plan.state, starts_on=plan.starts_on, day=day)
    framework = plan.template.framework
    kind = review_visits.visit_type_of(framework)
    visit = diary.arrange_visit(
        school=plan.school, framework=framework, plan=diary.Plan(at, lead, kind), by=by
    )
    return _planned_at(plan, visit, by=by)


@transaction.atomic
def start_review(*, plan: Plan, sitting: Sitting, by: User) -> PlanReview:
    """Keep the draft of a review, for the authority alone (CONF-07).

    It is a visit too, and waits to be shared with it. Raises NotReady, RuleBroken.
    """
    _check(plan, sitting)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if PlanReview.objects.filter(plan=plan, state=ReviewState.DRAFT).exists():
        raise RuleBroken(
            "A review of this plan is being written already. Go on with that one."
        )
    review = PlanReview(plan=plan)
    _write(review, sitting, by=by)
    was_made(review)
    _tell("review.started", review, by=by, audience=Audience.AUTHORITY)
    return review


@transaction.atomic
def save_review(
    *, review: PlanReview, sitting: Sitting, expected_version: int, by: User
) -> PlanReview:
    """Save a review that was planned or begun; one that is shared stays shared, keeps
    its history, and the school is told. Raises Stale, NotReady, RuleBroken."""
    return _save(review, sitting, expected_version, share=False, by=by)


@transaction.atomic
def share_review(
    *, review: PlanReview, sitting: Sitting, expected_version: int, by: User
) -> PlanReview:
    """Save the review and share it with the school: its visit's time is entered in the
    hours ledger and the next review goes into the diary.

    Raises Stale, NotReady, RuleBroken.
    """
    return _save(review, sitting, expected_version, share=True, by=by)


@transaction.atomic
def start_and_share(*, plan: Plan, sitting: Sitting, by: User) -> PlanReview:
    """Record a review and share it in one go."""
    _check(plan, sitting, share=True)
    review = start_review(plan=plan, sitting=sitting, by=by)
    return share_review(
        review=review, sitting=sitting, expected_version=review.version, by=by
    )


def _save(
    review: PlanReview,
    sitting: Sitting,
    expected_version: int,
    *,
    share: bool,
    by: User,
) -> PlanReview:
    plan = review.plan
    take_next_version(review, expected=expected_version)
    review.refresh_from_db()
    if review.state == ReviewState.CANCELLED:
        raise RuleBroken("This review was cancelled. Record a new one.")
    shared_before = review.state == ReviewState.SHARED
    shared = share or shared_before
    _check(plan, sitting, share=shared, amended=shared_before)
    started = review.state == ReviewState.PLANNED
    _write(review, sitting, share=shared, by=by)
    if shared and review.visit is not None:
        review_visits.share(review.visit, by=by)
        _plan_next(review, by=by)
    if shared_before:
        _tell("review.changed", review, by=by, audience=Audience.LEADERS)
        _notify_school(review, "A plan’s review that was shared with you has changed")
    elif shared:
        _tell("review.shared", review, by=by, audience=Audience.LEADERS)
        _notify_school(review, "A review of your plan is ready for you to read")
    else:
        verb = "review.started" if started else "review.saved"
        _tell(verb, review, by=by, audience=Audience.AUTHORITY)
    return review


def _check(
    plan: Plan, sitting: Sitting, *, share: bool = False, amended: bool = False
) -> None:
    """What a review cannot be saved without, and what it cannot be shared without. A
    plan's end does not stop what was shared before from being put right."""
    facts = facts_of(plan, sitting)
    rules.check_can_review(
        plan_state="active" if amended and plan.starts_on else plan.state,
        starts_on=plan.starts_on,
        held_on=sitting.held_on,
        today=calendar.today(),
    )
    at = sitting.next_review_at
    rules.check_next(held_on=sitting.held_on, next_on=day_of(at) if at else None)
    problems = rules.problems_of(facts)
    if share:
        present = len(sitting.present)
        problems = rules.sharing_problems(
            facts, minutes=sitting.minutes, present=present
        )
    if problems:
        raise rules.NotReady(problems)


def _write(
    review: PlanReview, sitting: Sitting, *, share: bool = False, by: User
) -> None:
    said_before = said_in(review.plan, sitting_of(review)) if review.pk else ""
    said = said_in(review.plan, sitting)
    review.visit = review_visits.hold(
        review, sitting, said=said, said_before=said_before, by=by
    )
    at = sitting.next_review_at
    review.held_on = sitting.held_on
    review.on_track = sitting.on_track
    off_track = sitting.on_track is False
    review.off_track_reasons = sitting.off_track_reasons if off_track else ""
    review.next_review_on = day_of(at) if at else None
    if review.state == ReviewState.PLANNED:
        review.state = ReviewState.DRAFT
    if share and review.state == ReviewState.DRAFT:
        review.state = ReviewState.SHARED
        review.shared_by, review.shared_at = by, clock.now()
    review.save()
    content.write(review, sitting)


def _plan_next(review: PlanReview, *, by: User) -> None:
    """The next review that its note put into the diary waits to be recorded."""
    planned = Visit.objects.filter(
        follows=review.visit, state=VisitState.PLANNED, plan_review=None
    )
    visit = planned.filter(visit_type__code=review_visits.REVIEW).first()
    if visit is not None:
        _planned_at(review.plan, visit, by=by)


def _planned_at(plan: Plan, visit: Visit, *, by: User) -> PlanReview:
    review = PlanReview.objects.create(plan=plan, visit=visit, planned_on=visit.date)
    _tell("review.planned", review, by=by, audience=Audience.LEADERS)
    return review


def _tell(verb: str, review: PlanReview, *, by: User, audience: Audience) -> None:
    scope = review.plan.school.scope
    events.record(verb, review, by=by, scope=scope, audience=audience)


def _notify_school(review: PlanReview, title: str) -> None:
    school = review.plan.school
    delivery.notify(
        users_holding(school, *SCHOOL_LEADERS),
        title=f"{title}: {school}",
        path=review.get_absolute_url(),
        key=f"review:{review.pk}:{review.version}",
    )
