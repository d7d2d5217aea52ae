"""Which sides have said in a term that the level stays as it is (SUF-T-05)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from engagement.models import (
    LevelAssignment,
    LevelConfirmation,
    SchoolYearRecord,
    Side,
)
from engagement.models.levels import LevelState
from engagement.queries.levels import held_in_terms
from sitrack.core.models import Term
from sitrack.core.prepared import prepared

PUT_FORWARD = [LevelState.PROPOSED, LevelState.VIEWED]
Confirmed = dict[Side, LevelConfirmation]


def confirmed_in_terms(
    record: SchoolYearRecord, held: Mapping[int, LevelAssignment | None]
) -> dict[int, Confirmed]:
    """What each side confirmed, by the term's key: one query.

    ``held`` says which entry of the history each term's box shows; a confirmation of
    an earlier level of the same term is left out.
    """
    found: dict[int, Confirmed] = defaultdict(dict)
    for row in _confirmations(record.pk):
        box = held.get(row.term_id)
        if box is not None and box.pk == row.assignment_id:
            found[row.term_id][Side(row.side)] = row
    return found


@prepared
def _confirmations(record: int) -> Any:
    return LevelConfirmation.objects.filter(record=record)


def sides_to_confirm(record: SchoolYearRecord, term: Term) -> list[Side]:
    """The sides that have not confirmed the level that this term's box shows.

    Nobody where the term has not begun or no level is in force.
    """
    held = held_in_terms(record, [term])
    if held[term.pk] is None:
        return []
    said = confirmed_in_terms(record, held).get(term.pk, {})
    return [side for side in Side if side not in said]


def in_the_way(rows: Iterable[LevelAssignment], side: Side) -> LevelAssignment | None:
    """Of a record's proposals, the open one that keeps a side from saying "no change".

    The other side's draft is none: nobody knows of it but its side (CONF-07).
    """
    for row in rows:
        if row.state in PUT_FORWARD or (row.is_open and row.raised_side == side):
            return row
    return None
