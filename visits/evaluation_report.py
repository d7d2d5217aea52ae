"""A report of an evaluation as it is read and printed: parts, and the check of facts."""

from dataclasses import dataclass

from engagement.definitions.evaluations import EvaluationKind
from sitrack.core.models import User
from visits.evaluation_access import Reader, reader_of
from visits.evaluation_kinds import kind_of, sections_of
from visits.models import EvaluationReport, FactMark, ReportVersion


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


def report_view(report: EvaluationReport, reader: User) -> ReportView:
    """The report for somebody who may read it: three queries."""
    evaluation = report.evaluation
    kind, sections = kind_of(evaluation), sections_of(evaluation)
    labels = {one.code: one.label for one in sections}
    is_final = report.kind == ReportVersion.FINAL
    shown = is_final or _reads_marks(reader_of(evaluation, reader))
    marks = evaluation.marks.select_related("by", "answered_by") if shown else []
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
            (reviews[row.review], row.reason) for row in evaluation.recommended.all()
        ],
        marks=[(labels[mark.section], mark) for mark in marks],
        team=[str(one) for one in evaluation.members.filter(removed_at=None)],
        is_final=is_final,
    )


def _reads_marks(reader: Reader) -> bool:
    return reader.answers or reader.reads_work
