"""Let people read and nobody save, and end that again."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sitrack.core import clock
from sitrack.core.read_only.state import begin, end, state


class Command(BaseCommand):
    help = "Let people read and nobody save, until it is ended with --off."
    # It is for when something is amiss.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--until", help="what people are told, such as '2026-11-29 18:00'"
        )
        which.add_argument("--off", action="store_true", help="people save again")

    def handle(self, *args: Any, until: str | None, off: bool, **options: Any) -> None:
        if off:
            end()
        elif until:
            begin(_moment(until))
        self.stdout.write(
            "Nothing can be saved." if state() else "People read and save."
        )


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise CommandError(f"{told!r} is no time like '2026-11-29 18:00'.") from None
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    if moment <= clock.now():
        raise CommandError("Name a time that is still to come.")
    return moment
