"""Reports to members: begun, commented and approved, which freezes them."""

from django.db import IntegrityError, transaction

from reports.members_tables import as_values, tables_of
from reports.models import MembersReport, SchoolSummary
from reports.queries.members import report_figures
from reports.rules.masking import FEWEST
from reports.services.naming import check_names_no_school
from reports.services.summaries import refresh_due
from schools.models import Region
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version

MOST_THEMES = 3


@transaction.atomic
def begin_report(*, term: Term, region: Region | None, by: User) -> MembersReport:
    """Begin a term's report, with a first sentence from the themes of priorities.

    Raises RuleBroken for a term to come, and where the term has one already.
    """
    if term.start > calendar.today():
        raise RuleBroken("This term has not begun.", "term")
    refresh_due(SchoolSummary.objects.all())
    try:
        with transaction.atomic():
            report: MembersReport = MembersReport.objects.create(
                term=term,
                region=region,
                words=_first_words(term, region),
                begun_by=by,
                begun_at=clock.now(),
            )
    except IntegrityError:
        of = region or "the whole service"
        raise RuleBroken(
            f"There is a report of {term} for {of} already. Open it from the list.",
            "term",
        ) from None
    _tell("report.begun", report, by=by)
    return report


@transaction.atomic
def change_words(
    *, report: MembersReport, words: str, expected_version: int, by: User
) -> None:
    """Say something beside the figures, without naming a school (CONF-09).

    Raises Stale, and RuleBroken once the report is approved.
    """
    held = _held(report)
    if held.is_approved:
        raise RuleBroken("The report is approved. It does not change any more.")
    check_names_no_school(words, "words")
    take_next_version(held, expected=expected_version)
    held.words = words.strip()
    held.save(update_fields=["words"])
    _tell("report.changed", held, by=by)


@transaction.atomic
def approve_report(*, report: MembersReport, expected_version: int, by: User) -> None:
    """Freeze the figures with the day, exact and as the public reads them (ACC-088).

    Raises RuleBroken where it was approved already, or changed meanwhile.
    """
    refresh_due(SchoolSummary.objects.all())
    held = _held(report)
    if held.is_approved:
        raise RuleBroken("The report is approved already.")
    try:
        take_next_version(held, expected=expected_version)
    except Stale:
        raise RuleBroken(
            "The report has changed. Read it again before you approve it."
        ) from None
    check_names_no_school(held.words, "words")
    held.figures = report_figures(held.term, held.region)
    held.public = as_values(tables_of(held.figures, public=True))
    held.approved_by, held.approved_at = by, clock.now()
    held.save()
    _tell("report.approved", held, by=by)


def _held(report: MembersReport) -> MembersReport:
    """The report as it stands, held until the end."""
    rows = MembersReport.objects.select_related("term__year", "region")
    held: MembersReport = rows.select_for_update(of=("self",)).get(pk=report.pk)
    return held


def _first_words(term: Term, region: Region | None) -> str:
    themes = [
        label.lower()
        for label, schools in report_figures(term, region)["themes"]
        if schools >= FEWEST
    ][:MOST_THEMES]
    if not themes:
        return ""
    *most, last = themes
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"Schools’ priorities are most often about {listed}."


def _tell(verb: str, report: MembersReport, *, by: User) -> None:
    events.record(verb, report, by=by, audience=Audience.SYSTEM, term=str(report.term))
