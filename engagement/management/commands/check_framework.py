"""Check a definition's file without loading anything."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from engagement.definitions import Definition, DefinitionError, read_definition


class Command(BaseCommand):
    help = "Check files of definitions: every mistake with its file, line and key."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        mistaken = 0
        for path in options["files"]:
            try:
                self.stdout.write(_told(read_definition(path)))
            except DefinitionError as error:
                mistaken += len(error.problems)
                self.stderr.write(str(error))
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{path} cannot be read: {error}") from error
        if mistaken:
            raise CommandError(
                "1 mistake was found."
                if mistaken == 1
                else f"{mistaken} mistakes were found."
            )


def _told(definition: Definition) -> str:
    facts = definition.framework
    counts = ", ".join(
        f"{len(parts)} {name}"
        for name, parts in (
            ("levels", definition.levels),
            ("criteria", definition.criteria),
            ("cadences", definition.cadences),
            ("visit templates", definition.visit_templates),
            ("plan templates", definition.plan_templates),
        )
    )
    return f"{facts.name} {facts.version} ({facts.code}) is sound: {counts}."
