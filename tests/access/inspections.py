"""The pages of a school's inspections, for the table of access."""

from tests.access.places import Where, school
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
READS = "    - o o o o o . . o . o . o o o ."
ENTERS = "   - x x x x x . . o . o . o x x ."


def inspection(of: str) -> Where:
    """The first inspection of Hawthorn, asked for at a school."""
    return lambda council, world: {
        "pk": getattr(council, of).pk,
        "inspection": council.hawthorn.inspections.earliest("held_on").pk,
    }


INSPECTIONS: dict[str, tuple[Row, ...]] = {
    "engagement:inspections": (Row(school("hawthorn"), READS, "GET"),),
    "engagement:inspection_add": (Row(school("hawthorn"), ENTERS),),
    "engagement:inspection_change": (Row(inspection("hawthorn"), ENTERS),),
}
