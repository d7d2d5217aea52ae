"""After a restore: erase and destroy anew what was since the backup was made."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protection.services import erased_list, erasures, outside
from protection.services.retention import destroyed_list, repeating
from sitrack.core.rules import RuleBroken

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Erase and destroy anew, after a restore, all that the two lists name."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = self._go_through(
            erased_list.NAME, erased_list.entries, erasures.repeat
        ) + self._go_through(
            destroyed_list.NAME, destroyed_list.entries, repeating.repeat
        )
        if failed:
            raise CommandError(f"{failed} failed. Mend what is said above, and repeat.")

    def _go_through(
        self,
        name: str,
        entries: Callable[[], Iterable[Any]],
        repeat: Callable[[Any], object],
    ) -> int:
        """All of a list, one line after the other; returns how many failed. A list that
        cannot be read has failed as a whole, and does not hold up the other."""
        place = outside.place(name)
        if not place.exists():
            self.stdout.write(f"There is no list of {name} at {place}.")
            return 0
        try:
            listed = list(entries())
        except (OSError, ValueError) as reason:
            self.stderr.write(f"{place} cannot be read: {reason}")
            return 1
        done = failed = 0
        one = name.removesuffix("s").capitalize()
        for entry in listed:
            try:
                done += repeat(entry) is not None
            except RuleBroken as broken:
                self.stderr.write(
                    f"{one} {entry.number} was not done anew: {broken.message}"
                )
            except Exception as error:
                log.exception("%s %s failed", one, entry.number)
                self.stderr.write(f"{one} {entry.number} failed: {error}")
                failed += 1
        self.stdout.write(
            f"{len(listed)} {name} are on the list, {done} were done anew."
        )
        return failed
