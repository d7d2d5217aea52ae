"""Copy the database and all files into one archive: run it every night."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitrack.core.backups.archive import archives_in
from sitrack.core.backups.services import BackupFault, back_up, database


class Command(BaseCommand):
    help = "Copy the database and all files into one archive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=Path(settings.BACKUPS))
        parser.add_argument(
            "--keep", type=int, help="remove all but the newest so many"
        )

    def handle(self, *args: Any, to: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("Keep at least one.")
        try:
            made = back_up(database(), to)
        except BackupFault as fault:
            raise CommandError(f"No backup was made: {fault}") from fault
        for old in archives_in(to)[keep:] if keep else []:
            old.unlink()
        self.stdout.write(str(made))
