"""Load framework definitions, glossaries and directories from their files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from engagement.definitions import DefinitionError
from engagement.services.definitions import load_framework_file
from glossary.definitions import read_glossary
from glossary.services import load_glossary
from schools.services.directory_file import load_skeleton, read_skeleton
from sitrack.core.rules import RuleBroken

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    help = "Load the framework definitions, glossaries and directories; without names, all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", help="such as: suffolk")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = options["codes"] or sorted(
            path.stem for path in (FIXTURES / "frameworks").glob("*.yaml")
        )
        for code in codes:
            try:
                self._load(code)
            except (DefinitionError, RuleBroken, FileNotFoundError) as error:
                raise CommandError(str(error)) from error

    def _load(self, code: str) -> None:
        path = FIXTURES / "frameworks" / f"{code}.yaml"
        version = load_framework_file(path, by=None)
        self.stdout.write(f"{version}")
        glossary = FIXTURES / "glossary" / f"{code}.yaml"
        if glossary.exists():
            added = load_glossary(read_glossary(glossary))
            self.stdout.write(f"  glossary: {added} new entries")
        directory = FIXTURES / "directory" / f"{code}.yaml"
        if directory.exists():
            added = load_skeleton(read_skeleton(directory), framework=code)
            self.stdout.write(f"  directory: {added} new sections")
