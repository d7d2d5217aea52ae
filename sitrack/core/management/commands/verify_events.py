"""Verify a file of events by itself: its signature, its marks and its chain."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitrack.core.audit.exported import verify


class Command(BaseCommand):
    help = (
        "Verify a file of events (JSON lines) with the audit key, without a database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            lines = file.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as reason:
            raise CommandError(f"{file} cannot be read: {reason}") from reason
        found = verify(lines)
        for fault in found.faults:
            self.stderr.write(fault)
        if found.faults:
            raise CommandError(f"{len(found.faults)} faults were found in {file}.")
        self.stdout.write(
            f"{found.events} events, {found.sealed} of them sealed: all as they were"
            f" written. The words of {found.withheld} are withheld, those of"
            f" {found.erased} were erased."
        )
