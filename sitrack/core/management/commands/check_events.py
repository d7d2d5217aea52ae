"""Look through the log of events for what was altered, deleted, inserted or cut off."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitrack.core.audit.checking import look_through


class Command(BaseCommand):
    help = "Look for events that were altered, deleted, inserted or cut off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--heads",
            type=Path,
            default=Path(settings.AUDIT_HEADS),
            help="the file that tells how far the chain went; from a safe place",
        )

    def handle(self, *args: Any, heads: Path, **options: Any) -> None:
        report = look_through(heads)
        for fault in report.faults:
            self.stderr.write(fault)
        self.stdout.write(
            f"{report.sealed} events are sealed, {report.waiting} wait for their seal,"
            f" the words of {report.erased} were erased."
        )
        if report.faults:
            raise CommandError(f"{len(report.faults)} faults were found in the log.")
