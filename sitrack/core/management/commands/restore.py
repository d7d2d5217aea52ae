"""Bring a backup back into an empty database and an empty folder of files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitrack.core.backups.services import BackupFault, bring_back, database, storage


class Command(BaseCommand):
    help = "Bring a backup back into an empty database and an empty folder of files."
    # The database has no tables yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *args: Any, archive: Path, **options: Any) -> None:
        try:
            manifest = bring_back(archive, into=database(), files=storage())
        except BackupFault as fault:
            raise CommandError(f"Not restored: {fault}") from fault
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"Restored as of {manifest.made_at:%d %B %Y %H:%M} UTC: {rows} rows,"
            f" {len(manifest.files)} files, all as they were."
        )
        self.stdout.write(
            "Whoever was erased since that day is here again. Put the list of erasures"
            " beside the heads of the log, and run: manage.py repeat_erasures"
        )
