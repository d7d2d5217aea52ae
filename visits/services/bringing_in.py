"""Visits of the past, as an old record tells of them: final from the first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from engagement.models import SchoolYearRecord
from engagement.queries.levels import level_in_force
from schools.models import Person
from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import was_made
from visits import rules
from visits.models import Visit, VisitState
from visits.models.steps import StepState
from visits.services import content, ledger, placing
from visits.services.notes import Note

OVER_CEILING = "Time of a visit that was brought in from an old record."
NOT_FOLLOWED = "It came with an old record and is not followed up here."


@dataclass(frozen=True)
class PastVisit:
    """A visit as an old record tells of it. ``outcomes`` says of each of the note's
    next steps, in order, whether it is open, done or dropped."""

    note: Note
    outcomes: tuple[str, ...]
    source: str
    lead: Person


@transaction.atomic
def bring_in_visit(*, record: SchoolYearRecord, past: PastVisit, by: User) -> Visit:
    """Write a visit of the past as a final note that names where it came from.

    Its time goes to the hours ledger. Nobody is asked to answer it, and the school is
    sent nothing: it had the old record. Raises NotReady where the note lacks what a
    note must have, and RuleBroken for a day outside the record's year or a locked
    record (INV-06).
    """
    note = past.note
    _check(note, past.outcomes)
    visit = placing.new_visit(record, note.date, past.lead)
    level = level_in_force(record.school, note.date)
    visit.visit_type, visit.minutes = note.visit_type, note.minutes
    visit.over_ceiling_reason = OVER_CEILING
    visit.next_visit_at = note.next_visit_at
    visit.agenda = list(note.agenda)
    visit.level_label = level.label if level else ""
    visit.state = VisitState.FINAL
    visit.shared_at = visit.final_at = clock.now()
    visit.brought_in_from = past.source
    visit.save()
    was_made(visit)
    content.write_present(visit, note.present)
    content.write_texts(visit, note.texts)
    content.write_steps(visit, note.steps)
    _close_steps(visit, past.outcomes)
    ledger.enter_time(visit, by=by)
    placing.tell(
        "visit.brought_in", visit, by=by, audience=Audience.EVERYONE, source=past.source
    )
    return visit


def _check(note: Note, outcomes: Sequence[str]) -> None:
    """The same as before a note is shared, but an old step that nobody follows up may
    lack its day or its person."""
    today = calendar.today()
    problems = replace(note, steps=()).problems(today=today)
    for row, (step, outcome) in enumerate(zip(note.steps, outcomes, strict=True)):
        found = rules.step_problems(
            [step.facts], visit_day=note.date, complete=outcome == StepState.OPEN
        )
        problems += [replace(problem, row=row) for problem in found]
    if problems:
        raise rules.NotReady(problems)


def _close_steps(visit: Visit, outcomes: Sequence[str]) -> None:
    today = calendar.today()
    for step, outcome in zip(visit.next_steps.all(), outcomes, strict=True):
        if outcome == StepState.OPEN:
            continue
        if outcome not in {StepState.DONE, StepState.DROPPED}:
            raise RuleBroken("Say what became of each next step.")
        step.state, step.closed_on = outcome, min(step.due_on or visit.date, today)
        step.closing_note = NOT_FOLLOWED if outcome == StepState.DROPPED else ""
        step.save()
