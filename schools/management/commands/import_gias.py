"""Bring the schools up to date from the published register of schools (GIAS)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schools.importers import gias
from schools.importers.opening import FileRefused
from schools.services.regions import RegionTable, read_regions
from schools.services.register import sync_register
from schools.services.register_report import RegisterReport
from sitrack.core import calendar
from sitrack.core.rules import RuleBroken
from sitrack.core.typed_yaml import DefinitionError

LONG = 2_000


class Command(BaseCommand):
    help = "Add and change schools as the published register (GIAS) says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the CSV file, or its .xz")
        parser.add_argument(
            "--la",
            action="append",
            metavar="CODE",
            help="keep to this local authority, such as 935; may be repeated",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="report only, change nothing"
        )
        parser.add_argument(
            "--confirm",
            action="store_true",
            help="go on although more than 2%% of an authority's schools are missing",
        )
        parser.add_argument(
            "--regions",
            type=Path,
            help="the table of regions, such as fixtures/regions/suffolk.yaml",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = sync_register(
                gias.read(options["file"]),
                by=None,
                la_codes=options["la"],
                dry_run=options["dry_run"],
                confirmed=options["confirm"],
                seen_on=calendar.today(),
                regions=_regions(options["regions"]),
                progress=self._progress,
            )
        except (FileRefused, DefinitionError) as error:
            raise CommandError(str(error)) from error
        except RuleBroken as broken:
            raise CommandError(
                f"{broken} Nothing was changed: see --confirm."
            ) from None
        for line in _lines(report):
            self.stdout.write(line)

    def _progress(self, done: int, total: int) -> None:
        if total >= LONG:
            self.stderr.write(f"{done:,} of {total:,} rows", ending="\r")
            if done == total:
                self.stderr.write("")


def _regions(path: Path | None) -> RegionTable | None:
    if path is None:
        return None
    try:
        return read_regions(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _lines(report: RegisterReport) -> Iterator[str]:
    """The report as lines for a terminal."""
    yield f"{report.file_name}: {report.rows:,} rows"
    yield report.summary
    if report.elsewhere:
        yield f"{report.elsewhere:,} rows of other authorities passed over"
    yield from _details(report)
    if report.dry_run and report.warning:
        yield f"to be confirmed: {report.warning}"
    if report.dry_run:
        yield "This was a dry run: nothing was changed."


def _details(report: RegisterReport) -> Iterator[str]:
    for field, count in report.fields.items():
        yield f"  changed {field}: {count:,}"
    for refusal in report.refusals:
        yield "  " + _refusal(refusal)
    if report.refused > len(report.refusals):
        yield f"  … and {report.refused - len(report.refusals):,} more refused"
    for school in report.missing_examples:
        yield f"  not in the file: {school['name']} ({school['urn']})"
    for what, names in (
        ("columns that the file lacks", report.missing_columns),
        ("columns not known before", report.unknown_columns),
        ("types not known before, taken as not maintained", report.unknown_types),
    ):
        if names:
            yield f"{what}: {', '.join(names)}"


def _refusal(refusal: dict[str, Any]) -> str:
    column = f", {refusal['column']}" if refusal["column"] else ""
    value = f": {refusal['value']!r}" if refusal["value"] else ""
    return f"refused line {refusal['line']}{column}: {refusal['reason']}{value}"
