"""A pooled visit as one reader meets it: the other schools, as far as they agreed."""

from dataclasses import dataclass
from typing import Any

from schools.access import is_authority
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.models import PooledVisit, Visit


@dataclass(frozen=True)
class Pool:
    """The others of a visit's pool: the names that the reader may know, and how many
    more there are; ``named`` whether the visit's own school lets its name be seen."""

    names: tuple[str, ...]
    more: int
    named: bool


def pools(visit: Visit) -> bool:
    """Whether the visit is of a type that schools can pool."""
    return bool(visit.visit_type and visit.visit_type.pooled)


def pool_of(visit: Visit, reader: User) -> Pool | None:
    """The pool of a visit; None where it is in none. No query where its type is not
    one that schools can pool."""
    if not pools(visit):
        return None
    rows: list[PooledVisit] = _pool_with(visit.pk)
    own = next((one for one in rows if one.visit_id == visit.pk), None)
    if own is None:
        return None
    known = [
        str(one.visit.record.school)
        for one in rows
        if one is not own
        and (one.is_named or is_authority(reader, one.visit.record.school))
    ]
    return Pool(tuple(sorted(known)), len(rows) - 1 - len(known), named=own.is_named)


@prepared
def _pool_with(visit: int) -> Any:
    """All the visits of the pool that a visit is in, itself among them."""
    own = PooledVisit.objects.filter(visit=visit).order_by().values("note")
    rows = PooledVisit.objects.filter(note__in=own)
    return rows.select_related("visit__record__school")
