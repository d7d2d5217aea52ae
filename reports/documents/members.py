"""The reports to members, the public version and the exact one; the number of the
report and the day of its figures stand on each page (PDF-12)."""

from datetime import datetime

from reports.documents.kind import About, Kind, paper
from reports.members_tables import Table, tables_of
from reports.models import MembersReport
from reports.queries.members import report_figures
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.templatetags.govuk import day


def find_report(reader: User, pk: int) -> MembersReport:
    """The report in the reader's scope, who reads such reports."""
    rows = MembersReport.objects.select_related("term__year", "region", "approved_by")
    report: MembersReport = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.READ_REPORTS)
    return report


def public_document(
    report: MembersReport, *, reader: User, at: datetime | None = None
) -> Document:
    """What members read: counts under five are masked (CONF-09)."""
    if report.public is not None:
        tables = [Table(**values) for values in report.public]
    else:
        figures = report_figures(report.term, report.region)
        tables = tables_of(figures, public=True)
    return _document(report, tables, reader, at, public=True)


def exact_document(
    report: MembersReport, *, reader: User, at: datetime | None = None
) -> Document:
    """The exact figures, for the authority alone."""
    figures = report.figures or report_figures(report.term, report.region)
    tables = tables_of(figures, public=False)
    return _document(report, tables, reader, at, public=False)


def _document(
    report: MembersReport,
    tables: list[Table],
    reader: User,
    at: datetime | None,
    *,
    public: bool,
) -> Document:
    frozen = (
        f"figures of {day(report.approved_at)}, frozen"
        if report.is_approved
        else "not approved: figures of today, which may change"
    )
    context = {
        "report": report.pk,
        "whose": f"{report.of[:1].upper()}{report.of[1:]}",
        "term": str(report.term),
        "frozen_on": report.approved_at,
        "public": public,
        "words": report.words,
        "tables": tables,
    }
    return paper(
        Part("Report to members", "pdf/members.html", context),
        title="School improvement: report to members",
        file=("members", str(report.term), report.of, "" if public else "exact"),
        running=f"Report number {report.pk}, {report.term} · {frozen}",
        notice="" if public else "Exact version, not for the public",
        reader=reader,
        at=at,
    )


def _about(report: MembersReport) -> About:
    return About(None, report.term.year.label)


MEMBERS = Kind("members", "Report to members", find_report, public_document, _about)
MEMBERS_EXACT = Kind(
    "members-exact",
    "Report to members, exact version",
    find_report,
    exact_document,
    _about,
)
