"""After a restore: erase anew whoever was erased since the backup was made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protection.services.erased_list import entries, place
from protection.services.erasures import repeat
from sitrack.core.rules import RuleBroken


class Command(BaseCommand):
    help = "Erase anew, after a restore, everybody on the list of erasures."

    def handle(self, *args: Any, **options: Any) -> None:
        if not place().exists():
            self.stdout.write(f"There is no list of erasures at {place()}.")
            return
        try:
            listed = entries()
        except ValueError as reason:
            raise CommandError(f"{place()} cannot be read: {reason}") from reason
        done = 0
        for entry in listed:
            try:
                done += repeat(entry) is not None
            except RuleBroken as broken:
                self.stderr.write(
                    f"Erasure {entry.number} was not done anew: {broken.message}"
                )
        self.stdout.write(
            f"{len(listed)} erasures are on the list, {done} were done anew."
        )
