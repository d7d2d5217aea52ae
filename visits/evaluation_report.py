"""A report of an evaluation as it is read and printed: parts, and the check of facts."""

from dataclasses import dataclass
from typing import Any

from engagement.definitions.evaluations import EvaluationKind
from sitrack.core.prepared import prepared
from visits.evaluation_access import Reader
from visits.evaluation_kinds import kind_of, sections_of
from visits.models import (
    EvaluationMember,
    EvaluationReport,
    FactMark,
    RecommendedReview,
    ReportVersion,
)


@dataclass(frozen=True)
class Part:
    """One section, or one judgement with its grade."""

    code: str
    label: str
    text: str
    grade: str = ""


@dataclass(frozen=True)
class ReportView:
    """``marks`` are the errors that were marked, each with its section's label: the
    headteacher's and the team's, and everybody's once the report is final."""

    kind: EvaluationKind
    parts: list[Part]
    recommended: list[tuple[str, str]]
    marks: list[tuple[str, FactMark]]
    team: list[str]
    is_final: bool

    @property
    def answered(self) -> list[tuple[str, FactMark]]:
        return [(label, mark) for label, mark in self.marks if mark.outcome]


def report_view(report: EvaluationReport, reader: Reader) -> ReportView:
    """The report for somebody who may read it: three queries."""
    evaluation = report.evaluation
    kind, sections = kind_of(evaluation), sections_of(evaluation)
    labels = {one.code: one.label for one in sections}
    is_final = report.kind == ReportVersion.FINAL
    shown = is_final or reader.answers or reader.reads_work
    marks = _marked(evaluation.pk) if shown else []
    reviews = {one.code: one.label for one in kind.reviews}
    return ReportView(
        kind=kind,
        parts=[
            Part(
                code=one.code,
                label=one.label,
                text=report.texts.get(one.code, ""),
                grade=report.grades.get(one.code, ""),
            )
            for one in sections
        ],
        recommended=[
            (reviews[row.review], row.reason) for row in _recommended(evaluation.pk)
        ],
        marks=[(labels[mark.section], mark) for mark in marks],
        team=[str(one) for one in _team_of(evaluation.pk)],
        is_final=is_final,
    )


@prepared
def _recommended(evaluation: int) -> Any:
    return RecommendedReview.objects.filter(evaluation=evaluation)


@prepared
def _marked(evaluation: int) -> Any:
    rows = FactMark.objects.filter(evaluation=evaluation)
    return rows.select_related("by", "answered_by")


@prepared
def _team_of(evaluation: int) -> Any:
    return EvaluationMember.objects.filter(evaluation=evaluation, removed_at=None)
