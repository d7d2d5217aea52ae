"""Prove that the newest backup can be brought back: run it every week."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitrack.core.backups.archive import archives_in
from sitrack.core.backups.services import back_up, database, drill


class Command(BaseCommand):
    help = "Bring a backup back beside the database, compare, and remove it again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, nargs="?", help="else the newest")
        parser.add_argument("--afresh", action="store_true", help="back up before")

    def handle(
        self, *args: Any, archive: Path | None, afresh: bool, **options: Any
    ) -> None:
        folder, here = Path(settings.BACKUPS), database()
        if afresh:
            archive = back_up(here, folder)
        made = archive or next(iter(archives_in(folder)), None)
        if made is None:
            raise CommandError(f"There is no backup in {folder}. Run backup first.")
        done = drill(made, here)
        if done.faults:
            raise CommandError(
                "\n".join([f"{done.archive} is not whole:", *done.faults])
            )
        self.stdout.write(
            f"{done.archive} was brought back in {done.seconds:.0f} s: {done.rows} rows,"
            f" {done.files} files and the log of events are as they were."
        )
