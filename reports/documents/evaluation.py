"""The evaluation at the end of a plan's timescale, by itself (PDF-04)."""

from datetime import datetime

from plans.models import EndEvaluation
from reports.documents.kind import About, Kind, paper, traded
from reports.plan_view import evaluation_view
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.templatetags.govuk import day


def find_evaluation(reader: User, pk: int) -> EndEvaluation:
    """The evaluation in the reader's scope, whose reader may download it."""
    rows = EndEvaluation.objects.select_related(
        *("plan__school", "plan__record__year", "plan__template", "recommended")
    )
    found: EndEvaluation = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, found.plan.school)
    return found


def evaluation_document(
    found: EndEvaluation, *, reader: User, at: datetime | None = None
) -> Document:
    """The evaluation with the school's comment beside it."""
    plan = found.plan
    view = evaluation_view(found)
    school, year = plan.school.name, plan.record.year.label
    return paper(
        Part(
            "Evaluation of the plan",
            "pdf/evaluation.html",
            {
                "evaluation": view,
                "labels": plan.template.labels,
                "form": plan.template.name,
                "school_name": school,
                "days": f"{day(plan.starts_on)} to {day(plan.ends_on)}",
            },
        ),
        title="Evaluation of the plan",
        file=("evaluation", school, found.held_on.isoformat()),
        running=f"{school}, {year}",
        notice=traded(plan.record),
        reader=reader,
        at=at,
    )


EVALUATION = Kind(
    code="evaluation",
    label="Evaluation at the end of a plan",
    find=find_evaluation,
    build=evaluation_document,
    about=lambda found: About(found.plan.school, found.plan.record.year.label),
)
