"""A term's report of progress on paper (LET-11)."""

from datetime import datetime

from plans.models import TermReport
from reports.documents.kind import About, Kind, paper
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability


def find_term_report(reader: User, pk: int) -> TermReport:
    """A report that was sent, for whoever reads it."""
    rows = TermReport.objects.filter(sent_at__isnull=False)
    rows = rows.select_related("school", "term__year", "sent_by")
    found: TermReport = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.READ_DUE, found.school)
    return found


def term_report_document(
    found: TermReport, *, reader: User, at: datetime | None = None
) -> Document:
    """The report with who sent it and when."""
    school, year = found.school.name, found.term.year.label
    title = "Report of progress"
    return paper(
        Part(title, "pdf/term_report.html", {"report": found, "title": title}),
        title=title,
        file=(title, school, found.term.name, year),
        running=f"{school}, {found.term}",
        reader=reader,
        at=at,
    )


TERM_REPORT = Kind(
    code="term-report",
    label="Report of progress",
    find=find_term_report,
    build=term_report_document,
    about=lambda found: About(found.school, found.term.year.label),
)
