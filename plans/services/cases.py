"""Intensive support at a school: opening it, and each step of its way (SM-7)."""

from datetime import date

from django.db import transaction

from engagement.definitions.intensive import Intensive
from engagement.queries.duties import calendar_of
from engagement.queries.forms import form_of
from engagement.rules.cadence import add_months, next_school_day
from plans.models import IntensiveCase
from plans.rules import cases as rules
from plans.services.case_steps import hold, move, notify, tell
from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version


def form_of_case(case: IntensiveCase) -> Intensive:
    """How the case's framework calls its stages, and how long they last."""
    form: Intensive = form_of(case.record.framework, "intensive")
    return form


@transaction.atomic
def acknowledge(*, case: IntensiveCase, by: User) -> IntensiveCase:
    """The school says that it has the five exit criteria (WIL-X-00, ACC-110)."""
    held = hold(case)
    rules.check_acknowledged(held.acknowledged_at)
    if not held.is_open:
        raise RuleBroken("Intensive support has ended at this school.")
    take_next_version(held, expected=held.version)
    held.acknowledged_by, held.acknowledged_at = by, clock.now()
    held.save()
    tell("case.acknowledged", held, by=by)
    notify(held, "The exit criteria were acknowledged", but=by, roles=[Role.OFFICER])
    return held


@transaction.atomic
def evaluated(
    *, case: IntensiveCase, basis: str, day: date, by: User | None
) -> IntensiveCase:
    """Record the evaluation of needs (WIL-O-11). The review after three months and the
    final evaluation after six are counted from its day (domain 3.11)."""
    held = hold(case)
    rules.check_can("evaluated", state=held.state)
    form = form_of_case(held)
    if basis not in {one.code for one in form.bases}:
        raise RuleBroken("Choose what the evaluation rests on.", "basis")
    today = calendar.today()
    rules.check_day(day, after=None, today=today, what="The evaluation")
    move(
        held,
        "evaluated",
        basis=basis,
        evaluated_on=day,
        review_on=_months_after(held, day, form.review_months),
        final_on=_months_after(held, day, form.final_months),
    )
    tell("case.evaluated", held, by=by, day=f"{day:%-d %B %Y}")
    notify(held, "The evaluation of needs is recorded", but=by)
    return held


@transaction.atomic
def planned(
    *, case: IntensiveCase, day: date, review_on: date, note: str, by: User | None
) -> IntensiveCase:
    """Record the planning meeting and the day of the next review (WIL-O-12, WIL-I-18);
    another day than the one counted from the evaluation is said why."""
    held = hold(case)
    rules.check_can("planned", state=held.state)
    today = calendar.today()
    rules.check_day(
        day, after=held.evaluated_on, today=today, what="The planning meeting"
    )
    rules.check_review(review_on, planned_on=day)
    usual = held.review_on or review_on
    rules.check_moved(review_on, usual=usual, reason=note)
    moved = note.strip() if review_on != usual else ""
    move(held, "planned", planned_on=day, review_on=review_on, review_moved=moved)
    tell("case.planned", held, by=by, day=f"{review_on:%-d %B %Y}")
    notify(held, "The support is planned", but=by)
    return held


@transaction.atomic
def reviewed(*, case: IntensiveCase, day: date, by: User | None) -> IntensiveCase:
    """Record that the three-month review meeting was held (WIL-O-13)."""
    held = hold(case)
    rules.check_can("reviewed", state=held.state)
    rules.check_day(
        day, after=held.planned_on, today=calendar.today(), what="The review meeting"
    )
    move(held, "reviewed", reviewed_on=day)
    tell("case.reviewed", held, by=by, day=f"{day:%-d %B %Y}")
    notify(held, "The three-month review was held", but=by)
    return held


@transaction.atomic
def sufficient(*, case: IntensiveCase, note: str, by: User) -> IntensiveCase:
    """The review found sufficient progress: on to the final evaluation (DEC-16)."""
    held = hold(case)
    step = rules.check_can("sufficient", state=held.state)
    note = rules.check_note(step, note)
    move(held, "sufficient", review_note=note, decided_on=calendar.today())
    tell("case.sufficient", held, by=by)
    notify(held, "Progress is sufficient", but=by)
    return held


@transaction.atomic
def insufficient(*, case: IntensiveCase, note: str, by: User) -> IntensiveCase:
    """Progress is a concern: a formal notice of concern is prepared (WIL-O-15). Nobody
    is told but those who deal with restricted letters (CONF-02)."""
    held = hold(case)
    step = rules.check_can("insufficient", state=held.state)
    note = rules.check_note(step, note)
    move(held, "insufficient", decided_on=calendar.today())
    tell("case.insufficient", held, by=by, audience=Audience.RESTRICTED, note=note)
    tell("case.moved", held, by=None, audience=Audience.RESTRICTED)
    return held


@transaction.atomic
def evaluated_finally(
    *, case: IntensiveCase, day: date, note: str, by: User | None
) -> IntensiveCase:
    """Record the final evaluation of progress (WIL-O-14); the exit is looked at next."""
    held = hold(case)
    rules.check_can("evaluated_finally", state=held.state)
    after = held.reviewed_again_on or held.reviewed_on
    rules.check_day(
        day, after=after, today=calendar.today(), what="The final evaluation"
    )
    if not note.strip():
        raise RuleBroken("Say what the final evaluation found.", "note")
    move(held, "evaluated_finally", evaluated_finally_on=day, final_note=note.strip())
    tell("case.evaluated_finally", held, by=by, day=f"{day:%-d %B %Y}")
    notify(held, "The final evaluation is recorded", but=by)
    return held


@transaction.atomic
def stop(*, case: IntensiveCase, note: str, by: User) -> IntensiveCase:
    """End a case another way than by the exit, such as a level agreed otherwise."""
    held = hold(case)
    step = rules.check_can("stopped", state=held.state)
    note = rules.check_note(step, note)
    move(held, "stopped", ended_on=calendar.today(), ended_note=note)
    tell("case.stopped", held, by=by, note=note)
    notify(held, "Intensive support has ended", but=by)
    return held


def _months_after(case: IntensiveCase, day: date, months: int) -> date:
    """So many months on, rolled forward to a day that schools are open."""
    days = calendar_of([case.record.year_id]).days
    return next_school_day(add_months(day, months), days)
