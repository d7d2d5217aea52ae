"""A self-evaluation in its two columns, as far as its reader may see it (PDF-06)."""

from datetime import datetime

from django.http import Http404

from reports.documents.kind import About, Kind, paper, traded
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.templatetags.govuk import day
from visits.models import SelfEvaluation
from visits.self_evaluation import Reading, form_of_record


def find_self_evaluation(reader: User, pk: int) -> SelfEvaluation:
    """The self-evaluation in the reader's scope, whose reader may download it."""
    rows = SelfEvaluation.objects.select_related(
        *("record__school", "record__year", "record__framework")
    )
    found: SelfEvaluation = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, found.school)
    return found


def self_evaluation_document(
    found: SelfEvaluation, *, reader: User, at: datetime | None = None
) -> Document:
    """The form with what its reader may see; what is not written is a clean box."""
    form = form_of_record(found.record)
    if form is None:
        raise Http404
    reading = Reading(found, reader, form)
    school, year = found.school.name, found.record.year.label
    when = day(found.meeting_on)
    return paper(
        Part(
            form.title,
            "pdf/self_evaluation.html",
            {
                "form": form.title,
                "tables": reading.tables(),
                "parts": reading.parts,
                "school_name": school,
                "year": year,
                "when": f"Meeting of {when}",
            },
        ),
        title=form.title,
        file=("self-evaluation", school, found.meeting_on.isoformat()),
        running=f"{school}, {year}",
        notice=traded(found.record),
        reader=reader,
        at=at,
    )


SELF_EVALUATION = Kind(
    code="self-evaluation",
    label="Self-evaluation",
    find=find_self_evaluation,
    build=self_evaluation_document,
    about=lambda found: About(found.school, found.record.year.label),
)
