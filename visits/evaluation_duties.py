"""What evaluations tell of what is due: their days, and which reports were given."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils import timezone

from engagement.rules.cadence import Anchor
from engagement.rules.duties import Done, Given
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation, EvaluationReport, EvaluationState, ReportVersion

DRAFT, FACTS, FINAL = "evaluation_draft", "evaluation_facts", "evaluation_final"
# Of these nothing is due: not agreed yet, or not to be.
NOT_ASKED = [EvaluationState.PLANNED, EvaluationState.PREP, EvaluationState.CALLED_OFF]


def given_by_evaluations(schools: Collection[int], day: date) -> Given:
    """Evaluations whose focus is shared, for ``obligations.settle``: one query where
    there is none, else two.

    Both reports count from the evaluation's own day, however late the draft is (CAD-11,
    ACC-060); the check of facts counts from the day that the draft was sent (INV-19). A
    kind without clocks asks for nothing.
    """
    rows = Evaluation.objects.filter(
        record__school__in=schools, record__year__end__gte=day
    ).exclude(state__in=NOT_ASKED)
    given = Given()
    for one in rows.select_related("record__framework").prefetch_related("reports"):
        if kind_of(one).clocks is None:
            continue
        school, reports = one.record.school_id, list(one.reports.all())
        given.anchors.extend((school, anchor) for anchor in _anchors(one, reports))
        given.done.extend(_done(one, reports))
    return given


def _anchors(one: Evaluation, reports: list[EvaluationReport]) -> Iterator[Anchor]:
    yield Anchor("evaluation", _span(one), one.evaluation_on)
    sent_on = _sent_on(reports, ReportVersion.DRAFT)
    if sent_on:
        yield Anchor("draft_sent", f"draft_sent:{one.pk}", sent_on)


def _done(one: Evaluation, reports: list[EvaluationReport]) -> Iterator[Done]:
    checked_on = timezone.localdate(one.checked_at) if one.checked_at else None
    final_on = _sent_on(reports, ReportVersion.FINAL)
    governed = kind_of(one).stage("governors") is not None
    for activity, span, on in (
        (DRAFT, _span(one), _sent_on(reports, ReportVersion.DRAFT)),
        (FACTS, f"draft_sent:{one.pk}", checked_on or final_on),
        (FINAL, _span(one), one.governors_on if governed else final_on),
    ):
        if on:
            facts = ("school_evaluation", one.pk, on, frozenset({span}))
            yield Done(one.record.school_id, activity, *facts)


def _sent_on(reports: list[EvaluationReport], kind: str) -> date | None:
    for report in reports:
        if report.kind == kind and report.sent_at:
            return timezone.localdate(report.sent_at)
    return None


def _span(one: Evaluation) -> str:
    return f"evaluation:{one.pk}"
