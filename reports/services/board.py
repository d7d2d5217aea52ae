"""Recording what the authority’s board heard in a quarter, and what it agreed."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import FrameworkVersion
from engagement.queries.forms import form_of
from reports.members_tables import as_values
from reports.models import BoardReport
from reports.queries.board import Quarter, board_report_of, themes_for_board
from reports.queries.service_due import still_open
from reports.services.naming import check_names_no_school
from sitrack.core import calendar, clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version, was_made


@transaction.atomic
def report_to_board(
    *,
    framework: FrameworkVersion,
    quarter: Quarter,
    told_on: date,
    themes: str,
    agreed: str,
    expected_version: int,
    by: User,
    told_to: Iterable[str] = (),
) -> BoardReport:
    """Say on which day the board heard of a quarter, its key themes (WIL-G-01) and what
    was agreed with providers (WIL-G-02); the counts of that quarter are kept with it.
    ``told_to`` are the codes of those it was given to (WIL-R-09).

    ``expected_version`` is 0 where nothing is recorded yet. Raises Stale, and
    RuleBroken for a day before the quarter or to come, without themes, and where a
    school is named (CONF-09).
    """
    if not quarter.begun <= told_on <= calendar.today():
        raise RuleBroken(
            "Enter a day on which the board met, from the quarter’s first day to today.",
            "told_on",
        )
    if not themes.strip():
        raise RuleBroken("Enter the key themes.", "themes")
    check_names_no_school(themes, "themes")
    check_names_no_school(agreed, "agreed")
    report = board_report_of(quarter)
    if report is None:
        if expected_version:
            raise RuleBroken("The report is gone. Look at the page again.")
        day = min(quarter.ends, calendar.today())
        report = BoardReport(
            year=quarter.year,
            quarter=quarter.number,
            begun=quarter.begun,
            ends=quarter.ends,
            tables=as_values(themes_for_board(framework, day)),
        )
    elif not expected_version:
        raise Stale(report)
    else:
        take_next_version(report, expected=expected_version)
    report.told_on, report.themes, report.agreed = (
        told_on,
        themes.strip(),
        agreed.strip(),
    )
    report.told_to = "\n".join(_named(framework, told_to))
    report.recorded_by, report.recorded_at = by, clock.now()
    _save(report, quarter, by=by)
    return report


def _named(framework: FrameworkVersion, codes: Iterable[str]) -> list[str]:
    """What those that reports go to are called, in the order of the definition."""
    outside = form_of(framework, "outside")
    chosen = set(codes)
    bodies = outside.told() if outside else ()
    return [one.label for one in bodies if one.code in chosen]


def _save(report: BoardReport, quarter: Quarter, *, by: User) -> None:
    made = report.pk is None
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        # Somebody else recorded the quarter a moment ago.
        held = board_report_of(quarter)
        if held is None:
            raise
        raise Stale(held) from None
    if made:
        was_made(report)
    still_open.changed()
    verb = "board.reported" if made else "board.corrected"
    events.record(verb, report, by=by, audience=Audience.SYSTEM, quarter=str(report))
