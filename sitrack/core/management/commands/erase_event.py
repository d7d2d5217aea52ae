"""Take the words of one event out of the log, and leave its place and seal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sitrack.core.audit.services import erase
from sitrack.core.models import Event


class Command(BaseCommand):
    help = "Erase the words and names of an event; its place in the log stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="the event's number")
        parser.add_argument("--reason", required=True, help="why, for the log")

    def handle(self, *args: Any, number: int, reason: str, **options: Any) -> None:
        if not erase(Event.objects.filter(pk=number), by=None, reason=reason):
            raise CommandError(f"There is no event {number}.")
        self.stdout.write(f"The words of event {number} were erased.")
