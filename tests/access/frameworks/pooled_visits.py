"""A visit of Wiltshire's that Hawthorn and Ash pooled, and who gets to it."""

from typing import Any

from tests.access.canaries import LA, LEADERS, Canaries
from tests.access.frameworks.part import Part, thing
from tests.access.row import Row
from tests.universe import TODAY, Council
from visits.services import pooling
from visits.services.content import Present
from visits.services.notes import Note, start_and_share

# Eva leads Ash, whose copy of the note holds the same word.
READERS = LA | LEADERS | {"eva"}


def _add(council: Council, canaries: Canaries) -> dict[str, Any]:
    word, option = canaries.word("pooled", READERS), council.visit_type("interim")
    held = council.record()
    template = held.framework.visit_templates.get(code=option.template)
    prompts = template.prompts.filter(type__in=["para", "text"])
    note = Note(
        date=TODAY,
        visit_type=option,
        mode=council.option("visit_mode", "in_school"),
        minutes=180,
        present=(Present("Sam Rowe", "SIA", council.persons["sam"]),),
        texts=dict.fromkeys(prompts.values_list("key", flat=True), word),
        steps=(council.step(),),
    )
    lead, by = council.persons["sam"], council.sam
    visit = start_and_share(record=held, note=note, lead=lead, by=by)
    share = pooling.Share(council.record("ash"), 180)
    (copy,) = pooling.pool(visit=visit, shares=[share], by=by)
    return {"pool_note": visit, "pool_copy": copy}


#         no he de co gu se od ev sa ol ri ro ha de th ad
READ = "   - o o . . . . . o . o . o o . ."
COPY = "   - . . . . . . o o . o . o o . ."
POOLS = "  - x x . . . . . o . o . x x . ."
NAMES = "  - o o . . . . . x . x . x x . ."
ASHS = "   - . . . . . . o x . x . x x . ."

POOLED = Part(
    _add,
    {
        "visits:visit": (
            Row(thing("pool_note"), READ, "GET"),
            Row(thing("pool_copy"), COPY, "GET"),
        ),
        "visits:visit_pool": (Row(thing("pool_note"), POOLS),),
        "visits:visit_pool_name": (
            Row(thing("pool_note"), NAMES, "POST"),
            Row(thing("pool_copy"), ASHS, "POST"),
        ),
    },
)
