"""The parts of a note: who was present, texts, steps, follow up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from simple_history.utils import bulk_create_with_history

from engagement.models import RecordPriority
from schools.models import Person
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from visits import rules
from visits.models import (
    Attendee,
    FollowUp,
    NextStep,
    Visit,
    VisitPriority,
    VisitSection,
)
from visits.models.steps import StepState
from visits.rules import StepFacts

# What stands under a prompt by codes, by the prompt's key (``VisitSection.rows``).
Rows = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Present:
    """Somebody who was there; children are never named (INV-24)."""

    name: str
    role: str = ""
    person: Person | None = None

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name

    @property
    def key(self) -> int | None:
        """The key of the person, where they are known."""
        return self.person.pk if self.person else None

    @property
    def by_initials(self) -> "Present":
        """As a form keeps them that prints nothing but initials (WIL-V-21)."""
        return Present(rules.initials_of(self.name), person=self.person)


@dataclass(frozen=True)
class Step:
    """A next step; ``pk`` is that of the row it changes, ``person`` where known."""

    text: str
    due_on: date | None
    who: str
    person: Person | None = None
    pk: int | None = None
    cost: str = ""

    @property
    def facts(self) -> StepFacts:
        return StepFacts(text=self.text, due_on=self.due_on, who=self.who)


@dataclass(frozen=True)
class FollowedUp:
    """What became of an earlier step, as this visit found it."""

    step: NextStep
    outcome: str
    note: str = ""

    @property
    def lacks_reason(self) -> bool:
        """Whether it drops an open step and does not say why (SM-9)."""
        drops = self.outcome == FollowUp.Outcome.DROPPED
        return drops and self.step.state == StepState.OPEN and not self.note.strip()


def write_present(visit: Visit, present: Sequence[Present]) -> None:
    """Write who was there; an unchanged list makes no history."""
    there = [(one.person_id, one.name, one.role) for one in visit.attendees.all()]
    wanted = [(one.person and one.person.pk, one.name, one.role) for one in present]
    if there == wanted:
        return
    visit.attendees.all().delete()
    rows = [
        Attendee(
            visit=visit,
            person=line.person,
            name=line.name,
            role=line.role,
            order=order,
        )
        for order, line in enumerate(present, start=1)
    ]
    bulk_create_with_history(rows, Attendee)


def write_texts(visit: Visit, texts: dict[str, str], rows: Rows | None = None) -> None:
    """Write the text under each prompt, by key, with its rows where it has some;
    unchanged texts make no history."""
    kept = rows or {}
    present = {section.prompt_id: section for section in visit.sections.all()}
    for prompt in visit.template.prompts.filter(key__in=texts):
        section = present.get(prompt.pk) or VisitSection(visit=visit, prompt=prompt)
        wanted = (texts[prompt.key], kept.get(prompt.key, []))
        if section.pk and (section.text, section.rows) == wanted:
            continue
        section.text, section.rows = wanted
        section.save()


def write_priorities(visit: Visit, priorities: Sequence[RecordPriority]) -> None:
    """Link the priorities that the visit worked on, and no others (SUF-R-20)."""
    wanted = {priority.pk for priority in priorities}
    linked = set(visit.priorities.values_list("priority", flat=True))
    if wanted == linked:
        return
    visit.priorities.exclude(priority__in=wanted).delete()
    VisitPriority.objects.bulk_create(
        VisitPriority(visit=visit, priority_id=pk) for pk in sorted(wanted - linked)
    )


def write_follow_ups(visit: Visit, lines: Sequence[FollowedUp]) -> None:
    """Write what became of earlier steps; what is said again makes no history."""
    present = {found.step_id: found for found in visit.follow_ups.all()}
    for line in lines:
        found = present.pop(line.step.pk, None) or FollowUp(visit=visit, step=line.step)
        if found.pk and (found.outcome, found.note) == (line.outcome, line.note):
            continue
        found.outcome, found.note = line.outcome, line.note
        found.save()
    for found in present.values():
        found.delete()


def write_steps(visit: Visit, steps: Sequence[Step]) -> None:
    """Write the list of next steps; rows keep their state, lost rows go.

    A step that was carried here from an earlier visit stays: a page that was
    opened before it was carried cannot know it. Raises RuleBroken for a lost row
    that a later visit has followed up.
    """
    # Locked, so that nobody marks a step as done between this reading and writing.
    present = {step.pk: step for step in visit.next_steps.select_for_update()}
    kept = set()
    for order, line in enumerate(steps, start=1):
        if line.facts.is_empty:
            continue
        step = present.get(line.pk or 0) or NextStep(visit=visit, record=visit.record)
        before = _said(step)
        step.order, step.text, step.due_on = order, line.text, line.due_on
        step.who, step.person, step.cost = line.who, line.person, line.cost
        if step.pk and before != _said(step):
            step.version += 1
        step.save()
        kept.add(step.pk)
    for pk, step in present.items():
        if pk not in kept and not step.carried_from.exists():
            _remove(step)


def _said(step: NextStep) -> tuple[object, ...]:
    return (step.text, step.due_on, step.who, step.person_id, step.cost)


def _remove(step: NextStep) -> None:
    if step.follow_ups.exists():
        raise RuleBroken(
            f"“{step.text[:60]}” is followed up by a later visit and cannot be removed."
        )
    step.delete()


def apply_follow_ups(visit: Visit, *, by: User) -> None:
    """Give earlier steps the state this visit found; carried ones get a new step.

    Runs when the note is shared (SM-9, ACC-016). A step that was carried by this
    note before it was taken back has its new step already.
    """
    for line in visit.follow_ups.exclude(outcome=FollowUp.Outcome.OPEN):
        step = _take_open(line.step_id)
        if step is None:
            continue
        if line.outcome != FollowUp.Outcome.CARRIED:
            step.carried_to = None
        elif step.carried_to is None:
            step.carried_to = _carry(step, visit)
        step.state = line.outcome
        step.closed_on = min(visit.date, calendar.today())
        step.closing_note = line.note
        step.closed_by = visit
        step.save()
        events.record(
            f"step.{line.outcome}",
            step,
            by=by,
            scope=visit.record.school.scope,
            audience=Audience.LEADERS,
            step=step.text[:80],
        )


def _take_open(pk: int) -> NextStep | None:
    """The step, locked; None where it was closed meanwhile: that word stands."""
    steps = NextStep.objects.filter(pk=pk, state=StepState.OPEN)
    if not steps.update(version=F("version") + 1):
        return None
    return steps.get()


def _carry(step: NextStep, visit: Visit) -> NextStep:
    """A new step of this visit that takes an earlier one forward."""
    due_on = step.due_on
    if due_on is None or due_on < visit.date:
        due_on = visit.next_visit_at.date() if visit.next_visit_at else visit.term.end
    return NextStep.objects.create(
        visit=visit,
        record=visit.record,
        order=visit.next_steps.count() + 1,
        text=step.text,
        due_on=max(due_on, visit.date),
        who=step.who,
        person=step.person,
        cost=step.cost,
    )
