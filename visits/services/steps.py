"""Next steps between visits: what became of them, whose they are, and by when (SM-9).

A step goes on after its note is final. What the final note says stays as it was
agreed (INV-08); while the note can still be changed, the note changes with it.
"""

from datetime import date

from django.db import transaction
from django.db.models import F

from engagement.services.holding import hold_open
from schools.models import Person
from sitrack.core import calendar, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits import rules
from visits.models import FollowUp, NextStep, Visit, VisitState
from visits.models.steps import StepState
from visits.models.visit import WRITTEN

CHANGEABLE = [VisitState.SHARED, VisitState.COMMENTED]


@transaction.atomic
def close_step(
    *, step: NextStep, by: User, expected_version: int, note: str = ""
) -> NextStep:
    """Mark an agreed step as done, today, with what was done (SM-9).

    Raises RuleBroken when it is closed already, Stale when somebody else changed it
    first.
    """
    step = _take(step, "done", expected_version)
    return _close(step, StepState.DONE, note, by=by)


@transaction.atomic
def drop_step(
    *, step: NextStep, by: User, expected_version: int, reason: str
) -> NextStep:
    """Give an agreed step up, with the reason (SM-9). Raises as ``close_step``, and
    RuleBroken without a reason."""
    _need(reason, "Say why the step is dropped.")
    step = _take(step, "dropped", expected_version)
    return _close(step, StepState.DROPPED, reason, by=by)


@transaction.atomic
def reopen_step(*, step: NextStep, by: User, expected_version: int) -> NextStep:
    """Open a step again that was closed by mistake (SM-9).

    A note that can still be changed and that found it closed finds it open now.
    Raises RuleBroken when it is open or was carried on, Stale.
    """
    step = _take(step, "reopened", expected_version)
    step.state, step.closed_by = StepState.OPEN, None
    step.closed_on, step.closing_note = None, ""
    step.save()
    found = FollowUp.objects.filter(step=step, visit__state__in=CHANGEABLE)
    visits = found.exclude(outcome=FollowUp.Outcome.OPEN).values("visit")
    Visit.objects.filter(pk__in=list(visits.values_list("visit", flat=True))).update(
        version=F("version") + 1
    )
    found.update(outcome=FollowUp.Outcome.OPEN, note="")
    _tell("step.reopened", step, by=by)
    return step


@transaction.atomic
def give_step(
    *,
    step: NextStep,
    by: User,
    expected_version: int,
    who: str,
    person: Person | None = None,
) -> NextStep:
    """Give an open step to somebody else: a person who is known here, or somebody
    without an account, by name, role and organisation (ACC-014).

    Both are told, where they have an account and may read the step. Raises
    RuleBroken without a name or for who has it already, and as ``close_step``.
    """
    who = " ".join(who.split())
    _need(who, "Say who will do it.", "who")
    step = _take(step, "given", expected_version)
    if step.who == who and step.person == person:
        raise RuleBroken(f"{who} has this step already.", "who")
    before = step.person
    if step.visit.is_final and not step.agreed_who:
        step.agreed_who = step.who
    step.who, step.person = who, person
    step.save()
    _change_note(step)
    _tell("step.given", step, by=by, who=who)
    _notify(step, person, by, "A next step is yours to do")
    _notify(step, before, by, "A next step of yours was given to somebody else")
    return step


@transaction.atomic
def move_step(
    *, step: NextStep, by: User, expected_version: int, due_on: date, reason: str
) -> NextStep:
    """Move an open step to another day, with the reason.

    Raises RuleBroken for a day that is past or before the visit (INV-09), for the
    day it has, without a reason, and as ``close_step``.
    """
    _need(reason, "Say why the day is moved.")
    step = _take(step, "moved", expected_version)
    rules.check_step_day(day=due_on, visit_day=step.visit.date, today=calendar.today())
    if step.due_on == due_on:
        raise RuleBroken("The step is due on this day already.", "due_on")
    if step.visit.is_final and not step.agreed_due_on:
        step.agreed_due_on = step.due_on
    step.due_on = due_on
    step.save()
    _change_note(step)
    _tell("step.moved", step, by=by, day=f"{due_on:%-d %B %Y}", reason=reason)
    return step


def _take(step: NextStep, move: str, expected_version: int) -> NextStep:
    """The step as it stands, locked for this move. Raises RuleBroken where the record
    that it belongs to is locked (INV-06)."""
    hold_open(step.record)
    take_next_version(step, expected=expected_version)
    taken = NextStep.objects.select_related("record__school", "visit", "person__user")
    fresh: NextStep = taken.get(pk=step.pk)
    agreed = fresh.visit.state in WRITTEN
    rules.check_step_move(move, state=fresh.state, agreed=agreed)
    return fresh


def _close(step: NextStep, state: StepState, note: str, *, by: User) -> NextStep:
    step.state, step.closed_on, step.closing_note = state, calendar.today(), note
    step.save()
    _tell(f"step.{state}", step, by=by)
    return step


def _change_note(step: NextStep) -> None:
    """Whoever has the note open to change it learns that it has moved on."""
    notes = Visit.objects.filter(pk=step.visit_id, state__in=CHANGEABLE)
    notes.update(version=F("version") + 1)


def _need(text: str, message: str, field: str = "reason") -> None:
    if not text.strip():
        raise RuleBroken(message, field)


def _notify(step: NextStep, person: Person | None, by: User, title: str) -> None:
    """Tell a person whose step it is or was; nobody is told of their own act."""
    user = person.user if person else None
    if user is None or user == by:
        return
    if not NextStep.objects.visible_to(user).filter(pk=step.pk).exists():
        return
    delivery.notify(
        [user],
        title=f"{title}: {step.record.school}",
        path=step.get_absolute_url(),
        key=f"step:{step.pk}:given:{step.version}",
    )


def _tell(verb: str, step: NextStep, *, by: User, **facts: str) -> None:
    events.record(
        verb,
        step,
        by=by,
        scope=step.record.school.scope,
        audience=Audience.LEADERS,
        step=step.text[:80],
        **facts,
    )
