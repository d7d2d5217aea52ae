"""What the lead looks at before the evaluation, and the focus that is agreed."""

from collections.abc import Mapping

from django.db import transaction

from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation, EvaluationLookedAt
from visits.models.evaluation_work import Seen
from visits.rules import evaluations as rules
from visits.services.evaluations.steps import (
    at_school,
    held,
    move,
    notify,
    of_team,
    tell,
)


@transaction.atomic
def note_lines(
    *, evaluation: Evaluation, stage: str, statuses: Mapping[str, str], by: User
) -> Evaluation:
    """Tick off what was seen in one stage, by the line's code; an empty status takes
    the tick back. The first tick begins the preparation.

    Only that it was seen is kept: no file, no words (WIL-E-10). Raises RuleBroken for a
    line that is never recorded (WIL-E-20), and once the evaluation was held.
    """
    now = held(evaluation)
    rules.check_ahead(now.state)
    form = kind_of(now).stage(stage)
    if form is None:
        raise RuleBroken("This kind of evaluation has no such stage.")
    rules.check_lines(statuses, recorded=form.recorded)
    if not set(statuses.values()) <= {"", *Seen.values}:
        raise RuleBroken("Choose one of the options in the list.")
    present = {row.line: row for row in now.looked_at.all()}
    changed = 0
    for line, status in statuses.items():
        changed += _note(now, present.get(line), line, status)
    if "preparation" in kind_of(now).stage_codes and now.state == "planned":
        move(now, "prepare")
        tell("evaluation.prepared", now, by=by)
    if changed:
        tell("evaluation.looked_at", now, by=by, stage=form.heading)
    return now


def _note(
    now: Evaluation, row: EvaluationLookedAt | None, line: str, status: str
) -> bool:
    if row is None and status:
        EvaluationLookedAt.objects.create(evaluation=now, line=line, status=status)
        return True
    if row is None or row.status == status:
        return False
    if status:
        row.status = status
        row.save()
    else:
        row.delete()
    return True


@transaction.atomic
def write_focus(
    *,
    evaluation: Evaluation,
    focus: str,
    methodology: str,
    expected_version: int,
    by: User,
) -> Evaluation:
    """Write the agreed focus and methodology, until the evaluation is held. What was
    shared already is told again. Raises Stale, RuleBroken."""
    now = held(evaluation)
    rules.check_ahead(now.state)
    if now.shared_at and not (focus.strip() and methodology.strip()):
        raise RuleBroken("The focus and the methodology were shared: keep both.")
    take_next_version(now, expected=expected_version)
    now.focus, now.methodology = focus, methodology
    now.save()
    if now.shared_at is None:
        tell("evaluation.focus_written", now, by=by, audience=Audience.AUTHORITY)
        return now
    tell("evaluation.focus_changed", now, by=by, audience=Audience.EVERYONE)
    people = at_school(now, *SCHOOL_LEADERS, Role.CHAIR) + of_team(now)
    notify(now, people, "The focus of an evaluation has changed", but=by)
    return now


@transaction.atomic
def share_focus(*, evaluation: Evaluation, by: User) -> Evaluation:
    """Share the focus and methodology with the school, after the planning meeting and
    before the evaluation (WIL-E-09). Raises RuleBroken."""
    now = held(evaluation)
    stages = kind_of(now).stage_codes
    rules.check_can("schedule", state=now.state, stages=stages)
    rules.check_can_share(
        focus=now.focus,
        methodology=now.methodology,
        meeting_on=now.meeting_on,
        evaluation_on=now.evaluation_on,
        today=calendar.today(),
    )
    move(now, "schedule", shared_at=clock.now())
    tell("evaluation.scheduled", now, by=by, audience=Audience.EVERYONE)
    people = at_school(now, *SCHOOL_LEADERS, Role.CHAIR) + of_team(now)
    notify(now, people, "The focus of an evaluation is agreed", but=by)
    return now
