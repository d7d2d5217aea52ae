"""The final report, and what follows it (WIL-E-44, INV-19)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from sitrack.core import calendar, clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation, EvaluationReport, Outcome, ReportVersion
from visits.models.evaluations import GOVERNORS
from visits.rules import evaluations as rules
from visits.rules.sentences import corrected
from visits.services.evaluations.steps import (
    at_school,
    held,
    move,
    notify,
    of_team,
    tell,
)


@transaction.atomic
def finalise(*, evaluation: Evaluation, by: User) -> Evaluation:
    """Make the report final: the draft with every accepted correction in its place.

    Where the headteacher has not answered and the days are over, the check lapses
    first. Raises RuleBroken before that, and while a mark is not answered (INV-19).
    """
    now = held(evaluation)
    kind = kind_of(now)
    is_checked = now.checked_at is not None
    verb = "finalise" if is_checked else "lapse"
    rules.check_can(verb, state=now.state, stages=kind.stage_codes)
    draft = now.reports.get(kind=ReportVersion.DRAFT)
    rules.check_can_finalise(
        unanswered=now.marks.filter(outcome="").count(),
        is_checked=is_checked,
        ends_on=facts_end(draft, now),
        today=calendar.today(),
    )
    if not is_checked:
        move(now, "lapse", check_lapsed=True)
        tell("evaluation.lapsed", now, by=None)
    EvaluationReport.objects.create(
        evaluation=now,
        kind=ReportVersion.FINAL,
        texts=_put_right(now, draft),
        grades=draft.grades,
        sent_by=by,
        sent_at=clock.now(),
    )
    move(now, "finalise")
    tell("evaluation.finalised", now, by=by, audience=Audience.EVERYONE)
    people = at_school(now, *SCHOOL_LEADERS, *GOVERNORS, Role.LEAD) + of_team(now)
    notify(now, people, "The report of an evaluation is final", but=by)
    return now


def facts_end(draft: EvaluationReport, evaluation: Evaluation) -> date | None:
    """The last day of the factual check; None where the kind has no clock, so that only
    the headteacher ends it."""
    clocks = kind_of(evaluation).clocks
    if clocks is None or draft.sent_at is None:
        return None
    sent_on = timezone.localdate(draft.sent_at)
    return rules.check_ends(sent_on, facts=clocks.facts, closed=calendar.closed_days())


def _put_right(now: Evaluation, draft: EvaluationReport) -> dict[str, str]:
    """The draft's texts with each accepted sentence as it will read."""
    accepted = list(now.marks.filter(outcome=Outcome.ACCEPTED))
    return {
        code: corrected(
            text,
            [(one.sentence, one.becomes) for one in accepted if one.section == code],
        )
        for code, text in draft.texts.items()
    }


@transaction.atomic
def discuss_with_governors(
    *, evaluation: Evaluation, day: date, by: User
) -> Evaluation:
    """Note when the governing body discussed the final report (WIL-T-07). Raises
    RuleBroken before it is final."""
    now = held(evaluation)
    stages = kind_of(now).stage_codes
    rules.check_can("discuss", state=now.state, stages=stages)
    final = now.reports.get(kind=ReportVersion.FINAL)
    rules.check_discussed(
        day=day, final_on=timezone.localdate(final.sent_at), today=calendar.today()
    )
    move(now, "discuss", governors_on=day)
    tell("evaluation.discussed", now, by=by, audience=Audience.EVERYONE)
    people = at_school(now, *SCHOOL_LEADERS, Role.CHAIR) + of_team(now)
    notify(now, people, "An evaluation was discussed with governors", but=by)
    return now


@transaction.atomic
def call_off(*, evaluation: Evaluation, reason: str, by: User) -> Evaluation:
    """End an evaluation before its report: nothing more is due for it, and the school
    and the team are told. What was written stays with those who read it.

    Raises RuleBroken without a reason, and once the draft is sent.
    """
    now = held(evaluation)
    reason = rules.check_can_call_off(reason)
    move(
        now,
        "call_off",
        called_off_reason=reason,
        called_off_by=by,
        called_off_at=clock.now(),
        called_off_in=now.state,
    )
    tell("evaluation.called_off", now, by=by, audience=Audience.EVERYONE)
    people = at_school(now, *SCHOOL_LEADERS, Role.CHAIR, Role.LEAD) + of_team(now)
    notify(now, people, "An evaluation is called off", but=by)
    return now


@transaction.atomic
def close_evaluation(*, evaluation: Evaluation, by: User) -> Evaluation:
    """Nothing is left to be done. Raises RuleBroken."""
    now = held(evaluation)
    move(now, "close", closed_at=clock.now())
    tell("evaluation.closed", now, by=by, audience=Audience.EVERYONE)
    return now
