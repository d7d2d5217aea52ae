"""The report of an evaluation of a school, draft and final (PDF-08, LET-08)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from reports.documents.kind import About, Kind, paper, traded
from schools.access import get_visible_or_404, may
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.templatetags.govuk import day
from visits.evaluation_access import reader_of
from visits.evaluation_report import report_view
from visits.models import EvaluationReport


def find_report(reader: User, pk: int) -> EvaluationReport:
    """The report in the reader's scope that was sent. The team downloads it too, which
    has no other right at the school."""
    rows = EvaluationReport.objects.filter(sent_at__isnull=False).select_related(
        *("evaluation__record__school", "evaluation__record__year"),
        *("evaluation__record__framework", "evaluation__lead"),
    )
    found: EvaluationReport = get_visible_or_404(rows, reader, pk=pk)
    evaluation = found.evaluation
    exports = may(reader, Capability.EXPORT_RECORD, evaluation.school)
    if not exports and not reader_of(evaluation, reader).works:
        raise PermissionDenied("Your role does not let you download the report.")
    return found


def report_document(
    found: EvaluationReport, *, reader: User, at: datetime | None = None
) -> Document:
    """The report with its banner on every page until it is final, and the check of
    facts with both versions of each sentence."""
    evaluation = found.evaluation
    view = report_view(found, reader_of(evaluation, reader))
    school, year = evaluation.school.name, evaluation.record.year.label
    title = f"{view.kind.name}: {found.get_kind_display().lower()} report"
    banner = "" if view.is_final else view.kind.banner
    return paper(
        Part(
            "Report of the evaluation",
            "pdf/school_evaluation.html",
            {
                "evaluation": evaluation,
                "view": view,
                "kind": view.kind,
                "title": title,
                "school_name": school,
                "year": year,
                "banner": banner,
                "facts": _facts(found, view.team),
            },
        ),
        title=title,
        file=("evaluation", found.kind, school, evaluation.evaluation_on.isoformat()),
        running=f"{school}, {year}",
        notice=" · ".join(filter(None, (banner, traded(evaluation.record)))),
        reader=reader,
        at=at,
    )


def _facts(found: EvaluationReport, team: list[str]) -> list[dict[str, Any]]:
    evaluation = found.evaluation
    sent = "Final report" if found.kind == "final" else "Draft sent"
    rows: list[tuple[str, list[str]]] = [
        ("Day of the evaluation", [day(evaluation.evaluation_on)]),
        ("Led by", [evaluation.led_by]),
        ("Evaluators", team),
        ("Feedback given", [day(evaluation.feedback_on)]),
        (sent, [day(found.sent_at)]),
    ]
    return [{"label": label, "lines": lines} for label, lines in rows if any(lines)]


SCHOOL_EVALUATION = Kind(
    code="school-evaluation",
    label="Report of an evaluation",
    find=find_report,
    build=report_document,
    about=lambda found: About(
        found.evaluation.school, found.evaluation.record.year.label
    ),
)
