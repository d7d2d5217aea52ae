"""A review of a school's phase, as it was shared (PDF-11)."""

from datetime import datetime

from engagement.models import PhaseReview
from engagement.queries.phases import board_at
from reports.documents.kind import About, Kind, paper, traded
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.templatetags.govuk import day


def find_phase_review(reader: User, pk: int) -> PhaseReview:
    """The review in the reader's scope, whose reader may download it."""
    rows = PhaseReview.objects.select_related(
        *("record__school", "record__year", "record__framework", "assignment__level")
    )
    found: PhaseReview = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, found.record.school)
    return found


def phase_review_document(
    found: PhaseReview, *, reader: User, at: datetime | None = None
) -> Document:
    """What the review found, every benchmark as it was marked on that day, what was
    missing for the next phase, and the actions that were done."""
    board = board_at(found.record, found.assignment, found.held_on, found.shared_at)
    school, year = found.record.school.name, found.record.year.label
    context = {
        "review": found,
        "board": board,
        "school_name": school,
        "year": year,
        "form": found.record.framework.name,
    }
    title = f"Review of {day(found.held_on)}"
    return paper(
        Part("Review of the phase", "pdf/phase_review.html", context),
        Part("Benchmarks of inclusion", "pdf/phase_inclusion.html", context),
        title=title,
        file=("phase review", school, found.held_on.isoformat()),
        running=f"{school}, {year}",
        notice=traded(found.record),
        reader=reader,
        at=at,
    )


PHASE_REVIEW = Kind(
    code="phase-review",
    label="Review of a phase",
    find=find_phase_review,
    build=phase_review_document,
    about=lambda found: About(found.record.school, found.record.year.label),
)
