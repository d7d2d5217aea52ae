"""Priorities that a visit's note adds to the record once it is shared (WIL-V-23)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.models import RecordPriority
from engagement.services.priorities import add_priorities
from sitrack.core.models import User
from visits import asked
from visits.models import Visit

if TYPE_CHECKING:
    from visits.services.notes import Note

KEY = "priorities"


def agreed(visit: Visit, note: "Note", *, by: User) -> "Note":
    """The note with its new priorities as rows of the record.

    Until a note is shared they are words of its draft, which nobody else reads
    (CONF-07). A form without such a box adds none.
    """
    lines = [line.strip() for line in note.texts.get(KEY, "").splitlines()]
    if KEY not in asked.by_key(visit) or not any(lines):
        return note
    added = add_priorities(
        record=visit.record,
        texts=lines,
        source=RecordPriority.Source.JOINT,
        by=by,
    )
    there = [one for one in note.priorities if one not in added]
    return replace(note, priorities=(*there, *added), texts={**note.texts, KEY: ""})
