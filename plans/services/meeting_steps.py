"""A meeting of a plan: prepared and sent, the school's part back, held (WIL-N)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from engagement.definitions.plans import Meeting, PlanForm
from engagement.queries.plan_forms import plan_form
from plans.meetings import Given, Held, SchoolPart, answers_by, reviewed_parts
from plans.models import Plan, PlanReview, ReviewState
from plans.queries.meetings import following, to_rate
from plans.rules import meeting_steps as rules
from plans.services import meeting_content as content
from plans.services.editing import hold
from plans.services.meetings import follow_final
from schools.access import users_holding
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import GOVERNANCE, SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version


@transaction.atomic
def prepare(
    *, review: PlanReview, answers: Mapping[str, Given], expected_version: int, by: User
) -> PlanReview:
    """Keep what the authority prepares, for itself alone. Raises Stale, RuleBroken."""
    fresh, _, _ = _take(review, "prepare", expected_version)
    content.write_answers(fresh, answers)
    _tell("meeting.prepared", fresh, by=by, audience=Audience.AUTHORITY)
    return fresh


@transaction.atomic
def send(
    *, review: PlanReview, answers: Mapping[str, Given], expected_version: int, by: User
) -> PlanReview:
    """Send the meeting's form to the school, filled in from the plan (WIL-N-12), for
    its part. Raises Stale, RuleBroken."""
    sent: dict[str, Any] = {"sent_by": by, "sent_at": clock.now()}
    fresh, _, _ = _take(review, "send", expected_version, **sent)
    content.write_answers(fresh, answers)
    _tell("meeting.sent", fresh, by=by, audience=Audience.LEADERS)
    _notify(fresh, "A meeting about your plan waits for your part", SCHOOL_LEADERS)
    return fresh


@transaction.atomic
def save_part(
    *, review: PlanReview, part: SchoolPart, expected_version: int, by: User
) -> PlanReview:
    """Keep the school's part; the authority reads it once it is sent back. Raises
    Stale, RuleBroken."""
    fresh = _write_part(review, part, "return", expected_version, move=False)
    _tell("meeting.part_saved", fresh, by=by, audience=Audience.SCHOOL)
    return fresh


@transaction.atomic
def return_part(
    *, review: PlanReview, part: SchoolPart, expected_version: int, by: User
) -> PlanReview:
    """Send the school's part to the authority, and again until the meeting is held.

    Raises Stale, and RuleBroken where nothing is written.
    """
    rules.check_part(written=part.is_written)
    back: dict[str, Any] = {"returned_by": by, "returned_at": clock.now()}
    fresh = _write_part(review, part, "return", expected_version, move=True, **back)
    _tell("meeting.returned", fresh, by=by, audience=Audience.LEADERS)
    title = "The school has sent its part of a plan’s meeting"
    _notify(fresh, title, frozenset({Role.OFFICER, Role.LEAD}))
    return fresh


@transaction.atomic
def hold_meeting(
    *, review: PlanReview, held: Held, expected_version: int, by: User
) -> PlanReview:
    """Record the meeting: both sides and the governors read it from now on (WIL-N-11 to
    19). One that is recorded already is put right, and the school is told.

    Raises Stale, NotReady, RuleBroken.
    """
    amended = review.state == ReviewState.SHARED
    shared = {} if amended else {"shared_by": by, "shared_at": clock.now()}
    verb = "amend" if amended else "hold"
    plan, form, meeting = _about(review)
    fresh, _, _ = _take(review, verb, expected_version, move=False)
    _check(plan, form, meeting, fresh, held)
    content.write_held(fresh, held)
    verdict = next((one for one in meeting.answers if one.verdict), None)
    given = held.answers.get(verdict.key, Given()) if verdict else Given("yes")
    fresh.on_track = given.text == "yes"
    fresh.off_track_reasons = "" if fresh.on_track else given.reason
    fresh.held_on, fresh.next_review_on = held.held_on, held.next_review_on
    fresh.state = ReviewState.SHARED
    for name, value in shared.items():
        setattr(fresh, name, value)
    fresh.save()
    if not amended:
        _plan_next(plan, fresh, held.next_review_on)
    _tell(f"meeting.{'changed' if amended else 'held'}", fresh, by=by)
    changed = "A meeting about your plan was changed after it was recorded"
    title = changed if amended else "A meeting about your plan is recorded"
    _notify(fresh, title, SCHOOL_LEADERS | GOVERNANCE)
    return fresh


def _about(review: PlanReview) -> tuple[Plan, PlanForm, Meeting]:
    """The plan, held, with its form and this meeting of it. Raises RuleBroken."""
    plan = hold(review.plan)
    form = plan_form(plan.template)
    if form is None or not review.form:
        raise RuleBroken("This review is recorded on a page of its own.")
    return plan, form, form.meeting(review.form)


def _take(
    review: PlanReview,
    verb: str,
    expected_version: int,
    *,
    move: bool = True,
    **fields: Any,
) -> tuple[PlanReview, Plan, Meeting]:
    plan, _, meeting = _about(review)
    if verb != "amend":
        rules.check_under_way(plan.state)
    transition = rules.check_can(verb, state=PlanReview.objects.get(pk=review.pk).state)
    take_next_version(review, expected=expected_version)
    fresh = PlanReview.objects.get(pk=review.pk)
    fresh.plan = plan
    if move:
        fresh.state = transition.target
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()
    return fresh, plan, meeting


def _write_part(
    review: PlanReview,
    part: SchoolPart,
    verb: str,
    expected_version: int,
    *,
    move: bool,
    **fields: Any,
) -> PlanReview:
    fresh, _, meeting = _take(review, verb, expected_version, move=move, **fields)
    own = {one.key for one in answers_by(meeting, "school")}
    answers = {key: given for key, given in part.answers.items() if key in own}
    content.write_answers(fresh, answers)
    content.write_impacts(fresh, part.impacts)
    return fresh


def _check(
    plan: Plan, form: PlanForm, meeting: Meeting, review: PlanReview, held: Held
) -> None:
    found = [
        rules.Asked(
            one.key,
            one.label,
            one.type,
            one.verdict,
            held.answers.get(one.key, Given()).text,
            held.answers.get(one.key, Given()).reason,
        )
        for one in answers_by(meeting, "meeting")
    ]
    rules.check_held(
        held_on=held.held_on,
        starts_on=plan.starts_on,
        today=calendar.today(),
        present=len(held.present),
        asked=found,
        to_rate=to_rate(reviewed_parts(form, review), held),
        next_on=held.next_review_on,
    )


def _plan_next(plan: Plan, review: PlanReview, day: date | None) -> None:
    """The next meeting is on the day that this one set (WIL-I-18): the one that is
    planned moves, and where none is left it is one of the same form."""
    if day is None:
        return
    after = following(plan, review) or PlanReview(plan=plan, form=review.form)
    if after.planned_on == day:
        return
    if after.pk:
        take_next_version(after, expected=after.version)
        after.moved_because = f"Set at the meeting of {review.held_on:%-d %B %Y}."
    after.planned_on = day
    after.save()
    follow_final(plan, after, day)


def _tell(
    verb: str, review: PlanReview, *, by: User, audience: Audience = Audience.EVERYONE
) -> None:
    scope = review.plan.school.scope
    events.record(verb, review, by=by, scope=scope, audience=audience)


def _notify(review: PlanReview, title: str, roles: frozenset[Role]) -> None:
    school = review.plan.school
    delivery.notify(
        users_holding(school, *roles),
        title=f"{title}: {school}",
        path=review.get_absolute_url(),
        key=f"meeting:{review.pk}:{review.version}",
    )
