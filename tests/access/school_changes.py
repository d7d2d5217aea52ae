"""The pages of schools that close or change, for the table of access."""

from tests.access.places import Where, nothing
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
CONFIRMS = " - x x x x x x x x x x x o x x o"
ADMIN = "    - x x x x x x x x x x x x x x o"
CONFIRMED = "- . . . . . . . . . . . o . . o"


def change(state: str) -> Where:
    return lambda council, world: {"pk": world.kept.changes[state].pk}


SCHOOL_CHANGES: dict[str, tuple[Row, ...]] = {
    "school_changes": (Row(nothing, CONFIRMS, "GET"),),
    "school_change_add": (Row(nothing, CONFIRMS),),
    "school_change": (
        Row(change("proposed"), CONFIRMED),
        Row(change("confirmed"), CONFIRMED),
    ),
    "school_change_set_aside": (Row(change("proposed"), CONFIRMED),),
    "school_change_take_back": (Row(change("confirmed"), CONFIRMED),),
    "schools:links_file": (Row(nothing, ADMIN),),
}
