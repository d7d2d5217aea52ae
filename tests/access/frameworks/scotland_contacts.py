"""The log of contacts, and Scotland's documents, in the world of Scotland."""

from datetime import date
from typing import Any

from engagement.services.contacts import Line, note_contact
from tests.access.canaries import LEADERS, Canaries
from tests.access.frameworks.part import Part, thing
from tests.access.frameworks.scotland_gradings import OFFICERS, READS
from tests.access.places import Where, record, school
from tests.access.row import Row
from tests.universe import Council


def _add(council: Council, canaries: Canaries) -> dict[str, Any]:
    said = canaries.word("scocontact", OFFICERS | LEADERS)
    line = Line("peer", date(2025, 11, 10), "Odd Larsen", said)
    return {
        "sco_contact": note_contact(record=council.record(), line=line, by=council.sam)
    }


def _of(kind: str, where: Where) -> Where:
    return lambda council, world: {"kind": kind, **where(council, world)}


#            no he de co gu se od ev sa ol ri ro ha de th ad
NOTES = "    - x x . . . . . o . o . x x . ."
PATHWAY = _of("pathway-review", record("hawthorn"))
REPORT = _of("validation-report", thing("sco_held"))
PLANNED = _of("validation-report", thing("sco_planned"))
NOBODY = "   - . . . . . . . . . . . . . . ."
DOCUMENTS = (
    Row(PATHWAY, READS, "GET"),
    Row(REPORT, READS, "GET"),
    Row(PLANNED, NOBODY, "GET"),
)
CONTACTS = Part(
    _add,
    {
        "engagement:contacts": (Row(school("hawthorn"), READS, "GET"),),
        "engagement:contact_add": (Row(school("hawthorn"), NOTES, "GET"),),
        "engagement:contact_take_back": (Row(thing("sco_contact"), NOTES, "GET"),),
        "document": DOCUMENTS,
        "document_word": DOCUMENTS,
    },
)
