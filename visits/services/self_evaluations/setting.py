"""Setting the meeting of a self-evaluation, moving it, ending it (SM-6)."""

from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import SchoolYearRecord
from engagement.queries.forms import form_of
from engagement.rules.records import check_inside_year
from engagement.services.holding import hold_open
from sitrack.core import calendar, clock
from sitrack.core.models import User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from visits.models import SelfEvaluation, SelfEvaluationPart, Visit
from visits.rules import self_evaluation as rules
from visits.services import placing
from visits.services.self_evaluations.telling import notify, tell

EVERYBODY = (*SCHOOL_LEADERS, Role.OFFICER)
FORM = "self_evaluation"


@transaction.atomic
def set_meeting(
    *,
    record: SchoolYearRecord,
    meeting_on: date,
    by: User,
    visit: Visit | None = None,
) -> SelfEvaluation:
    """Set the meeting, from which the days of both parts are counted (CAD-10).

    Raises RuleBroken where the framework has no such form, for a day that is past or
    outside the record's year, and while another self-evaluation goes on.
    """
    if form_of(record.framework, FORM) is None:
        raise RuleBroken(f"{record.framework} has no self-evaluation form.")
    hold_open(record)
    _check_day(record, meeting_on)
    try:
        with transaction.atomic():
            made = SelfEvaluation.objects.create(
                record=record,
                meeting_on=meeting_on,
                visit=visit,
                set_by=by,
                set_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken(
            "A self-evaluation goes on at this school already. Close or cancel it"
            " before you set the meeting of another."
        ) from None
    for kind in SelfEvaluationPart.Kind:
        SelfEvaluationPart.objects.create(evaluation=made, kind=kind)
    was_made(made)
    tell("set", made, by=by)
    notify(made, EVERYBODY, "A self-evaluation was begun", but=by, occasion="set")
    return made


@transaction.atomic
def move_meeting(
    *,
    evaluation: SelfEvaluation,
    meeting_on: date,
    reason: str,
    expected_version: int,
    by: User,
    visit: Visit | None = None,
) -> SelfEvaluation:
    """Set another day for the meeting; the days of both parts move with it.

    Raises Stale, and RuleBroken without a reason or once the meeting was held.
    """
    hold_open(evaluation.record)
    take_next_version(evaluation, expected=expected_version)
    evaluation.refresh_from_db()
    before = evaluation.meeting_on
    rules.check_moves(state=evaluation.state, before=before, to=meeting_on)
    rules.check_reason(reason)
    _check_day(evaluation.record, meeting_on)
    evaluation.meeting_on, evaluation.visit = meeting_on, visit
    evaluation.save()
    day = placing.say(meeting_on)
    said = reason.strip()
    tell("moved", evaluation, by=by, before=placing.say(before), day=day, reason=said)
    occasion = f"moved:{evaluation.version}"
    title = "The meeting about a self-evaluation was moved"
    notify(evaluation, EVERYBODY, title, but=by, occasion=occasion)
    return evaluation


@transaction.atomic
def close(*, evaluation: SelfEvaluation, by: User) -> SelfEvaluation:
    """Close what was discussed: it stays as it is, and governors read it.

    Raises RuleBroken, for the second of two people too.
    """
    held = hold(evaluation)
    held.state = rules.check_can("close", state=held.state).target
    held.closed_at = clock.now()
    _keep(held)
    tell("closed", held, by=by)
    roles = (*SCHOOL_LEADERS, Role.CHAIR)
    notify(held, roles, "A self-evaluation was closed", but=by, occasion="closed")
    return held


@transaction.atomic
def cancel(*, evaluation: SelfEvaluation, reason: str, by: User) -> SelfEvaluation:
    """Cancel it before the meeting, with a reason that both sides read."""
    held = hold(evaluation)
    target = rules.check_can("cancel", state=held.state).target
    rules.check_why(reason, verb="cancel")
    held.state, held.reason = target, reason.strip()
    _keep(held)
    tell("cancelled", held, by=by, reason=held.reason)
    title = "A self-evaluation was cancelled"
    notify(held, EVERYBODY, title, but=by, occasion="cancelled")
    return held


def hold(evaluation: SelfEvaluation) -> SelfEvaluation:
    """The row as it stands now; whoever takes it further at the same time comes after,
    and is told so by its state."""
    hold_open(evaluation.record)
    rows = SelfEvaluation.objects.select_for_update(of=("self",))
    held: SelfEvaluation = rows.select_related("record__school").get(pk=evaluation.pk)
    return held


def take_further(held: SelfEvaluation, state: str, reason: str = "") -> None:
    """Move a held row to its next state."""
    held.state, held.reason = state, reason or held.reason
    _keep(held)


def _keep(held: SelfEvaluation) -> None:
    held.version += 1
    held.save()


def _check_day(record: SchoolYearRecord, meeting_on: date) -> None:
    rules.check_ahead(meeting_on=meeting_on, today=calendar.today())
    year = record.year
    check_inside_year(
        day=meeting_on, start=year.start, end=year.end, what="The meeting"
    )
    placing.check_open_days(record.school, meeting_on)
