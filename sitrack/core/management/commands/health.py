"""Say what is not ready, as /health/ready does without a word: for the operator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sitrack.core.health.probes import find_faults


class Command(BaseCommand):
    help = "Look at everything that the application needs, and name what is not right."
    # Whoever asks what is wrong is told that, whatever the checks say.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        faults = find_faults()
        if faults:
            raise CommandError("\n".join(map(str, faults)))
        self.stdout.write("Everything is there.")
