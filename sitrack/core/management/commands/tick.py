"""Do what is due: for machines without a broker, run it every minute from cron."""

from typing import Any

from django.core.management.base import BaseCommand

from sitrack.core import sweep


class Command(BaseCommand):
    help = "Deliver notifications and do other waiting work."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sweep.sweep()} done")
