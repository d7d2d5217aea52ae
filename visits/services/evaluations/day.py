"""The day itself: that it was held, and what was done on it (WIL-E-24 to 36)."""

from dataclasses import dataclass

from django.db import transaction

from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation, EvaluationActivity
from visits.rules import evaluations as rules
from visits.services.evaluations.steps import held, move, tell

MOST = 100


@dataclass(frozen=True)
class Activity:
    """What was done, with whom by role, where, and what was noted: no teacher's name
    and no grade of a lesson (WIL-E-27)."""

    kind: str
    notes: str
    who: str = ""
    subject: str = ""
    year_group: str = ""
    phase: str = ""


@transaction.atomic
def hold_evaluation(*, evaluation: Evaluation, by: User) -> Evaluation:
    """Note that the evaluation was held on its day. Raises RuleBroken before it."""
    now = held(evaluation)
    stages = kind_of(now).stage_codes
    rules.check_can("hold", state=now.state, stages=stages)
    rules.check_held(evaluation_on=now.evaluation_on, today=calendar.today())
    move(now, "hold")
    tell("evaluation.held", now, by=by, audience=Audience.EVERYONE)
    return now


@transaction.atomic
def add_activity(
    *, evaluation: Evaluation, activity: Activity, by: User
) -> EvaluationActivity:
    """Note something that was done on the day. Raises RuleBroken."""
    now = held(evaluation)
    _check(now, activity)
    if now.activities.filter(removed_at=None).count() >= MOST:
        raise RuleBroken(f"At most {MOST} activities are noted.")
    made: EvaluationActivity = EvaluationActivity.objects.create(
        evaluation=now, noted_by=by, noted_at=clock.now(), **vars(activity)
    )
    was_made(made)
    tell("evaluation.activity_noted", now, by=by, audience=Audience.AUTHORITY)
    return made


@transaction.atomic
def change_activity(
    *, row: EvaluationActivity, activity: Activity, expected_version: int, by: User
) -> EvaluationActivity:
    """Change what was noted, until the draft is sent. Raises Stale, RuleBroken."""
    now = held(row.evaluation)
    _check(now, activity)
    take_next_version(row, expected=expected_version)
    for name, value in vars(activity).items():
        setattr(row, name, value)
    row.save()
    tell("evaluation.activity_changed", now, by=by, audience=Audience.AUTHORITY)
    return row


@transaction.atomic
def remove_activity(*, row: EvaluationActivity, by: User) -> None:
    """Take a note of an activity away; its history stays. Raises RuleBroken."""
    now = held(row.evaluation)
    _check_open(now)
    rows = EvaluationActivity.objects.filter(pk=row.pk, removed_at=None)
    found = rows.select_for_update().first()
    if found is None:
        raise RuleBroken("This activity was taken away already.")
    found.removed_at = clock.now()
    found.save()
    tell("evaluation.activity_removed", now, by=by, audience=Audience.AUTHORITY)


def _check(now: Evaluation, activity: Activity) -> None:
    _check_open(now)
    if activity.kind not in kind_of(now).activity_labels:
        raise RuleBroken("Choose what was done from the list.", "kind")
    if not activity.notes.strip():
        raise RuleBroken("Enter the important points and outcomes.", "notes")


def _check_open(now: Evaluation) -> None:
    """Notes are taken from the shared focus until the draft report is sent."""
    if now.state not in {"scheduled", "conducted", "feedback_given"}:
        raise RuleBroken(
            "Activities are noted once the focus is shared, and until the draft report"
            " is sent."
        )
