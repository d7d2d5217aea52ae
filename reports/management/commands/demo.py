"""Load the demonstration into an empty database."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.demo.build import build, is_built
from reports.demo.people import PASSWORD
from schools.models import School


class Command(BaseCommand):
    help = "Load the demonstration: real schools, invented people and their work."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_built():
            self.stdout.write("The demonstration is here already; nothing was changed.")
            return
        cast = build()
        self.stdout.write(
            f"{School.objects.count()} schools, {len(cast.people)} people. "
            f"Everybody’s password is “{PASSWORD}”."
        )
