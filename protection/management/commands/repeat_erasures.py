"""After a restore: erase and destroy anew what was since the backup was made."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protection.services import erased_list, erasures, outside
from protection.services.retention import destroyed_list, repeating
from sitrack.core.rules import RuleBroken


class Command(BaseCommand):
    help = "Erase and destroy anew, after a restore, all that the two lists name."

    def handle(self, *args: Any, **options: Any) -> None:
        self._go_through(erased_list.NAME, erased_list.entries, erasures.repeat)
        self._go_through(destroyed_list.NAME, destroyed_list.entries, repeating.repeat)

    def _go_through(
        self,
        name: str,
        entries: Callable[[], Iterable[Any]],
        repeat: Callable[[Any], object],
    ) -> None:
        place = outside.place(name)
        if not place.exists():
            self.stdout.write(f"There is no list of {name} at {place}.")
            return
        try:
            listed = list(entries())
        except ValueError as reason:
            raise CommandError(f"{place} cannot be read: {reason}") from reason
        done = 0
        for entry in listed:
            try:
                done += repeat(entry) is not None
            except RuleBroken as broken:
                one = name.removesuffix("s").capitalize()
                self.stderr.write(
                    f"{one} {entry.number} was not done anew: {broken.message}"
                )
        self.stdout.write(
            f"{len(listed)} {name} are on the list, {done} were done anew."
        )
