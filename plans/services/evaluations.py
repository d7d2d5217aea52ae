"""The evaluation at the end of a plan's timescale (SUF-A-20 to 22)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import Level, Option
from plans.models import EndEvaluation, EvaluatedWith, Plan
from plans.queries.ending import asked_to
from plans.queries.timescale import days_of
from plans.rules import endings as rules
from plans.services.plan_steps import notify, tell
from plans.services.review_visits import note_of
from schools.access import person_of, users_holding
from schools.models import Person
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from sitrack.core.words import worded
from visits.models import Visit
from visits.services import notes, placing
from visits.services.content import Present
from visits.services.notes import Note

VISIT_TYPE = "end_evaluation"


@dataclass(frozen=True)
class Taking:
    """Somebody asked to the evaluation: present, or absent for a reason."""

    name: str
    job_title: str = ""
    person: Person | None = None
    absent_because: str = ""


@dataclass(frozen=True)
class Evaluation:
    """What is recorded of the evaluation, by the leaders and officers together."""

    held_on: date
    summary: str
    outcome: str
    taking: Sequence[Taking]
    minutes: int
    recommended: Level | None = None
    over_ceiling_reason: str = ""

    @property
    def there(self) -> list[Taking]:
        return [one for one in self.taking if not one.absent_because.strip()]


@transaction.atomic
def record_evaluation(*, plan: Plan, evaluation: Evaluation, by: User) -> EndEvaluation:
    """Record the evaluation; it is a visit too, whose time counts. The school is told.

    Raises RuleBroken for a plan that is not under way, a second evaluation, or where
    somebody of the last review is left out without a word.
    """
    _check(plan, evaluation)
    try:
        with transaction.atomic():
            row = EndEvaluation.objects.create(
                plan=plan,
                held_on=evaluation.held_on,
                summary=evaluation.summary,
                outcome=evaluation.outcome,
                recommended=evaluation.recommended,
                recorded_by=by,
                recorded_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken("This plan has its evaluation already.") from None
    was_made(row)
    _write_taking(row, evaluation)
    row.visit = _visit(plan, evaluation, by=by)
    row.save()
    tell("plan.evaluated", plan, by=by, outcome=row.get_outcome_display().lower())
    people = users_holding(plan.school, *SCHOOL_LEADERS, Role.LEAD)
    notify(plan, people, "A plan was evaluated", but=by, of=row)
    return row


@transaction.atomic
def change_evaluation(
    *,
    evaluation: EndEvaluation,
    to: Evaluation,
    expected_version: int,
    by: User,
) -> EndEvaluation:
    """Change the evaluation while the plan is under way; its history stays.

    Raises Stale when somebody else changed it, RuleBroken.
    """
    plan = evaluation.plan
    _check(plan, to)
    take_next_version(evaluation, expected=expected_version)
    evaluation.refresh_from_db()
    _rewrite_visit(evaluation, to, by=by)
    evaluation.held_on, evaluation.summary = to.held_on, to.summary
    evaluation.outcome, evaluation.recommended = to.outcome, to.recommended
    evaluation.save()
    _write_taking(evaluation, to)
    tell("plan.evaluation_changed", plan, by=by)
    leaders = users_holding(plan.school, *SCHOOL_LEADERS)
    notify(plan, leaders, "A plan’s evaluation has changed", but=by, of=evaluation)
    return evaluation


@transaction.atomic
def comment_on_evaluation(
    *, evaluation: EndEvaluation, text: str, expected_version: int, by: User
) -> EndEvaluation:
    """The school's comment, printed beside the evaluation. Raises Stale, RuleBroken."""
    if not text.strip():
        raise RuleBroken("Enter your comment.", "text")
    take_next_version(evaluation, expected=expected_version)
    evaluation.refresh_from_db()
    evaluation.school_comment = text
    evaluation.save()
    plan = evaluation.plan
    tell("plan.evaluation_commented", plan, by=by)
    officers = users_holding(plan.school, Role.OFFICER, Role.LEAD)
    title = "The school commented on a plan’s evaluation"
    notify(plan, officers, title, but=by, of=evaluation)
    return evaluation


def _check(plan: Plan, evaluation: Evaluation) -> None:
    rules.check_can_evaluate(state=plan.state)
    rules.check_held_on(
        held_on=evaluation.held_on,
        starts_on=days_of(plan)[0],
        today=calendar.today(),
    )
    if not evaluation.summary.strip():
        raise RuleBroken("Enter the summary evaluation.", "summary")
    there = [one.name for one in evaluation.there]
    taking = [one.name for one in evaluation.taking]
    rules.check_accounted_for(
        asked=[one.name for one in asked_to(plan)],
        there=there,
        excused=[name for name in taking if name not in there],
    )


def _write_taking(row: EndEvaluation, evaluation: Evaluation) -> None:
    there = [
        (one.person_id, one.name, one.job_title, one.absent_because)
        for one in row.present.all()
    ]
    wanted = [
        (one.person and one.person.pk, one.name, one.job_title, one.absent_because)
        for one in evaluation.taking
    ]
    if there == wanted:
        return
    row.present.all().delete()
    EvaluatedWith.objects.bulk_create(
        EvaluatedWith(
            evaluation=row,
            person=one.person,
            name=one.name,
            job_title=one.job_title,
            absent_because=one.absent_because,
            order=order,
        )
        for order, one in enumerate(evaluation.taking, start=1)
    )


def _visit(plan: Plan, evaluation: Evaluation, *, by: User) -> Visit:
    """The evaluation as a visit, whose note is shared and whose time is entered."""
    framework = plan.template.framework
    record = placing.record_on(plan.school, evaluation.held_on, framework, by=by)
    types = Option.objects.filter(list__framework=record.framework)
    note = Note(
        date=evaluation.held_on,
        visit_type=types.filter(list__code="visit_type", code=VISIT_TYPE).first(),
        minutes=evaluation.minutes,
        over_ceiling_reason=evaluation.over_ceiling_reason,
        present=_present(evaluation),
        texts={
            "focus": worded("Evaluation of the {plan} at its end"),
            "summary": evaluation.summary,
        },
    )
    visit = notes.start_note(record=record, note=note, lead=person_of(by), by=by)
    return notes.share(
        visit=visit, note=note, expected_version=visit.version, by=by, tell_school=False
    )


def _rewrite_visit(row: EndEvaluation, to: Evaluation, *, by: User) -> None:
    """The visit's note says what the evaluation says now; a final one stays as it is.

    Raises RuleBroken where the day or the time of a final note would change.
    """
    visit = row.visit
    if visit is None:
        return
    if visit.is_final:
        if (to.held_on, to.minutes) != (visit.date, visit.minutes):
            raise RuleBroken(
                "The note of this visit is final, so its day and time stay."
                " Correct the time in the hours ledger.",
                "minutes",
            )
        return
    note = note_of(visit)
    summary = note.texts.get("summary", "").replace(row.summary, to.summary)
    note = replace(
        note,
        date=to.held_on,
        minutes=to.minutes,
        over_ceiling_reason=to.over_ceiling_reason,
        present=_present(to),
        texts={**note.texts, "summary": summary},
    )
    notes.save_note(
        visit=visit, note=note, expected_version=visit.version, by=by, tell_school=False
    )


def _present(evaluation: Evaluation) -> tuple[Present, ...]:
    return tuple(
        Present(one.name, one.job_title, one.person) for one in evaluation.there
    )
