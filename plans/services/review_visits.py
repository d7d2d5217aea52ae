"""The visit that a review is: its place in the diary, its note, its time."""

import datetime as dt
from dataclasses import replace

from django.db.models import Case, When

from engagement.models import FrameworkVersion, Option
from plans.models import Plan, PlanReview
from plans.sittings import Sitting
from schools.access import person_of
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from visits.models import Visit, VisitState
from visits.services import notes, placing
from visits.services.content import FollowedUp, Present, Step
from visits.services.notes import Note

REVIEW = "plan_review"


def visit_type_of(framework: FrameworkVersion) -> Option:
    """The framework's type of visit for reviews of plans. Raises RuleBroken."""
    own = Case(When(code=REVIEW, then=0), default=1)
    types = Option.objects.filter(list__framework=framework, list__code="visit_type")
    found = types.filter(category=REVIEW).order_by(own, "pk").first()
    if found is None:
        raise RuleBroken(f"{framework} has no type of visit for reviews of plans.")
    return found


def hold(
    review: PlanReview, sitting: Sitting, *, said: str, said_before: str, by: User
) -> Visit:
    """The visit of a review, its note kept as a draft; of a review that is shared, as
    a note that is shared. A note that is final stays as it is (INV-08).

    A visit of that day and type that no review has is used. ``said`` is what its note
    says of the review, and takes the place of ``said_before``. Raises RuleBroken.
    """
    visit = review.visit or _written_already(review.plan, sitting.held_on)
    if visit is None:
        school, framework = review.plan.school, review.plan.template.framework
        record = placing.record_on(school, sitting.held_on, framework, by=by)
        note = _filled(Note(sitting.held_on), review.plan, sitting, record.framework)
        note = _saying(note, said, said_before)
        return notes.start_note(record=record, note=note, lead=person_of(by), by=by)
    if visit.is_final:
        _check_same(visit, sitting)
        return visit
    if visit.is_cancelled:
        raise RuleBroken("The visit of this review was cancelled. Record a new review.")
    note = _filled(note_of(visit), review.plan, sitting, visit.record.framework)
    return notes.save_note(
        visit=visit,
        note=_saying(note, said, said_before),
        expected_version=visit.version,
        by=by,
        tell_school=False,
    )


def share(visit: Visit, *, by: User) -> Visit:
    """Share the note of a review's visit: its time is entered, the next review goes
    into the diary. Raises NotReady, RuleBroken."""
    if visit.state not in {VisitState.PLANNED, VisitState.DRAFT}:
        return visit
    note = replace(
        note_of(visit), next_visit_type=visit_type_of(visit.record.framework)
    )
    return notes.share(
        visit=visit,
        note=note,
        expected_version=visit.version,
        by=by,
        tell_school=False,
    )


def _written_already(plan: Plan, day: dt.date) -> Visit | None:
    visits = Visit.objects.filter(
        record__school=plan.school,
        date=day,
        visit_type__code=REVIEW,
        plan_review=None,
    )
    found: Visit | None = visits.exclude(state=VisitState.CANCELLED).first()
    return found


def _filled(
    note: Note, plan: Plan, sitting: Sitting, framework: FrameworkVersion
) -> Note:
    """The note with the day, the people and the time of the review."""
    return replace(
        note,
        date=sitting.held_on,
        visit_type=note.visit_type or visit_type_of(framework),
        minutes=sitting.minutes,
        over_ceiling_reason=sitting.over_ceiling_reason,
        present=tuple(sitting.present),
        texts={**note.texts, "focus": note.texts.get("focus") or focus_of(plan)},
        next_visit_at=sitting.next_review_at,
        next_visit_type=visit_type_of(framework),
    )


def _saying(note: Note, said: str, said_before: str) -> Note:
    """The note with what the review says; other words in its summary stay."""
    there = note.texts.get("summary", "")
    if said_before and said_before in there:
        summary = there.replace(said_before, said)
    else:
        summary = f"{there}\n\n{said}" if there and said else there or said
    return replace(note, texts={**note.texts, "summary": summary})


def focus_of(plan: Plan) -> str:
    """What the visit of a review is about."""
    return f"Progress review of the plan that began on {plan.starts_on:%-d %B %Y}"


def note_of(visit: Visit) -> Note:
    """What the visit's note says already: nothing of it is lost."""
    sections = visit.sections.select_related("prompt")
    return Note(
        date=visit.date,
        visit_type=visit.visit_type,
        mode=visit.mode,
        minutes=visit.minutes,
        over_ceiling_reason=visit.over_ceiling_reason,
        present=tuple(
            Present(line.name, line.role, line.person)
            for line in visit.attendees.select_related("person")
        ),
        follow_ups=tuple(
            FollowedUp(line.step, line.outcome, line.note)
            for line in visit.follow_ups.select_related("step")
        ),
        texts={section.prompt.key: section.text for section in sections},
        rows={section.prompt.key: section.rows for section in sections if section.rows},
        steps=tuple(
            Step(step.text, step.due_on, step.who, step.person, step.pk, step.cost)
            for step in visit.next_steps.select_related("person")
        ),
        next_visit_at=visit.next_visit_at,
        agenda=tuple(visit.agenda),
        priorities=tuple(
            link.priority for link in visit.priorities.select_related("priority")
        ),
    )


def _check_same(visit: Visit, sitting: Sitting) -> None:
    """The day and the time of a visit whose note is final are changed no more."""
    if sitting.held_on != visit.date:
        raise RuleBroken(
            "The note of this visit is final, so its day can no longer be changed.",
            "held_on",
        )
    if sitting.minutes != visit.minutes:
        raise RuleBroken(
            "The note of this visit is final. Correct its time in the hours ledger.",
            "minutes",
        )
