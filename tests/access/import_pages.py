"""The pages of old records from Word, for the table of access (domain 4.2)."""

from typing import Any

from reports.models import ImportFolder, WordImport
from tests.access.imported import NAME
from tests.access.places import nothing, school
from tests.access.row import Row
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
WRITERS = "  - x x x x x x x o o o o x x x x"
HANDS_IN = " - x x x x x x x o o o o x x x o"
ADAS = "     - . . . . . . . . . . . . . . o"
HAWTHORNS = "- x x x x x . . o . o . x x x ."
OWN = "      - . . . . . . . o . o . . . . ."


def old_record(council: Council, world: World) -> dict[str, Any]:
    return {"pk": WordImport.objects.get(name=NAME).pk}


def folder(council: Council, world: World) -> dict[str, Any]:
    return {"pk": ImportFolder.objects.get(handed_in_by=council.ada).pk}


IMPORTS: dict[str, tuple[Row, ...]] = {
    "word_imports": (Row(nothing, WRITERS, "GET"),),
    "word_import_add": (Row(school("hawthorn"), HAWTHORNS),),
    "import_folder_add": (Row(nothing, HANDS_IN),),
    "import_folder": (Row(folder, ADAS),),
    "word_import": (Row(old_record, OWN),),
    "word_import_original": (Row(old_record, OWN, "GET"),),
    "word_import_discard": (Row(old_record, OWN, "POST"),),
}
