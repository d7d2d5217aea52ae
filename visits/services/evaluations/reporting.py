"""The draft report: its texts, the evaluators' summaries, and sending it (WIL-E-43)."""

from collections.abc import Mapping

from django.db import transaction

from sitrack.core import clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from visits.evaluation_kinds import grades_of, kind_of, sections_of
from visits.models import Evaluation, EvaluationMember, EvaluationReport, ReportVersion
from visits.models.evaluations import GOVERNORS
from visits.rules import evaluations as rules
from visits.services.evaluations.steps import (
    at_school,
    held,
    move,
    notify,
    of_lead,
    of_team,
    tell,
)

WRITTEN_IN = {"conducted", "feedback_given"}


@transaction.atomic
def give_summary(
    *, member: EvaluationMember, text: str, expected_version: int, by: User
) -> EvaluationMember:
    """An evaluator's summary of key issues for the lead (WIL-E-45); the lead enters
    what was told. Raises Stale, RuleBroken."""
    now = held(member.evaluation)
    if now.state not in WRITTEN_IN:
        raise RuleBroken(
            "Summaries are given from the evaluation until the draft report is sent."
        )
    if not text.strip():
        raise RuleBroken("Enter the summary of key issues.", "summary")
    take_next_version(member, expected=expected_version)
    member.summary, member.summary_by = text, by
    member.summary_at = clock.now()
    member.save()
    who = member.name
    tell("evaluation.summarised", now, by=by, audience=Audience.AUTHORITY, who=who)
    notify(now, of_lead(now), "An evaluator gave a summary", but=by)
    return member


@transaction.atomic
def write_draft(
    *, evaluation: Evaluation, texts: Mapping[str, str], expected_version: int, by: User
) -> EvaluationReport:
    """Write the draft report, by the code of each section; ``expected_version`` is the
    draft's, nought for a new one. Raises Stale, RuleBroken."""
    now = held(evaluation)
    if now.state not in WRITTEN_IN:
        raise RuleBroken("The draft report was sent, and stays as it is.")
    if not set(texts) <= {one.code for one in sections_of(now)}:
        raise RuleBroken("The report has no such section.")
    report = now.reports.filter(kind=ReportVersion.DRAFT).first()
    if report is None:
        report = EvaluationReport.objects.create(
            evaluation=now, kind=ReportVersion.DRAFT, texts=dict(texts)
        )
        was_made(report)
    else:
        take_next_version(report, expected=expected_version)
        report.texts = {**report.texts, **texts}
        report.save()
    tell("evaluation.draft_written", now, by=by, audience=Audience.AUTHORITY)
    return report


@transaction.atomic
def send_draft(*, evaluation: Evaluation, by: User) -> Evaluation:
    """Send the draft to the headteacher, who checks its facts (WIL-T-06, WIL-E-43).

    Raises RuleBroken, listing the sections that are empty and the evaluators who have
    given no summary.
    """
    now = held(evaluation)
    stages = kind_of(now).stage_codes
    rules.check_can("send_draft", state=now.state, stages=stages)
    report = now.reports.filter(kind=ReportVersion.DRAFT).first()
    texts = report.texts if report else {}
    rules.check_can_send(
        empty=[
            one.label for one in sections_of(now) if not texts.get(one.code, "").strip()
        ],
        silent=[
            one.name for one in now.members.filter(removed_at=None) if not one.summary
        ],
    )
    if report is None:
        raise RuleBroken("The draft report is not written yet.")
    grades = grades_of(now)
    report.grades = {row.judgement: grades[row.grade] for row in now.judgements.all()}
    report.sent_by, report.sent_at = by, clock.now()
    report.version += 1
    report.save()
    move(now, "send_draft")
    tell("evaluation.draft_sent", now, by=by)
    people = at_school(now, Role.HEADTEACHER)
    notify(now, people, "A draft report waits for your check of its facts", but=by)
    others = at_school(now, *GOVERNORS, Role.LEAD) + of_team(now)
    others = [user for user in others if user not in people]
    notify(now, others, "A draft report was sent to the headteacher", but=by)
    return now
