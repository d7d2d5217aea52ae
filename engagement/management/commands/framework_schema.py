"""Print the JSON Schema of a definition's file."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from engagement.definitions.schema import schema


class Command(BaseCommand):
    help = "Print the JSON Schema of a definition, for an editor."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False))
