"""Bringing the schools up to date with the national register."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from schools.importers.gias import RegisterFile
from schools.models import RegisterImport
from schools.services.regions import RegionTable, load_regions, our_regions
from schools.services.register_comparison import Comparer, Progress
from schools.services.register_report import RegisterReport
from schools.services.register_writing import write
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


def sync_register(
    rows: RegisterFile,
    *,
    by: User | None,
    seen_on: date,
    dry_run: bool,
    la_codes: Collection[str] | None = None,
    confirmed: bool = False,
    regions: RegionTable | None = None,
    source: RegisterImport | None = None,
    progress: Progress | None = None,
) -> RegisterReport:
    """Add and change schools as the register says; nothing is ever deleted.

    ``la_codes`` keeps to the schools of those authorities. ``seen_on`` is the day
    that heads and federations are noted to have changed. ``regions`` defaults to
    those of this installation. ``progress`` is called with the rows done and the
    rows there are. A dry run writes nothing.

    The file is read and compared before the transaction begins, so that other
    people's work never waits for it; then everything is written, or nothing. Raises
    FileRefused when the file cannot be read to its end, and RuleBroken when more
    than 2% of an authority's open schools are not in it, unless ``confirmed``.
    """
    table = our_regions() if regions is None else regions
    report = RegisterReport(
        file_name=rows.name,
        dry_run=dry_run,
        missing_columns=rows.missing_columns,
        unknown_columns=rows.unknown_columns,
    )
    codes = table.by_constituency()
    found = Comparer(rows, report, la_codes=la_codes, regions=codes).run(progress)
    if dry_run:
        return report
    if report.vanishing and not confirmed:
        raise RuleBroken(f"{report.warning}. Check the file, then confirm.")
    with transaction.atomic():
        load_regions(table)
        write(found, seen_on=seen_on, by=by)
        events.record(
            "register.imported",
            source or RegisterImport(file_name=rows.name),
            by=by,
            audience=Audience.SYSTEM,
            summary=report.summary,
        )
    return report
