"""A pooled visit as one reader meets it: the other schools, as far as they agreed."""

from dataclasses import dataclass

from schools.access import at_schools
from schools.models import School
from sitrack.core.models import User
from sitrack.core.roles import AUTHORITY_ROLES
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
    own = PooledVisit.objects.filter(visit=visit).first()
    if own is None:
        return None
    others = PooledVisit.objects.filter(note=own.note_id).exclude(pk=own.pk)
    at_home = set(
        School.objects.filter(at_schools(reader, AUTHORITY_ROLES, path=""))
        .filter(records__visits__pooled__note=own.note_id)
        .values_list("pk", flat=True)
    )
    rows = list(others.select_related("visit__record__school"))
    known = [
        one.visit.record.school
        for one in rows
        if one.is_named or one.visit.record.school_id in at_home
    ]
    names = tuple(sorted(str(school) for school in known))
    return Pool(names, len(rows) - len(names), named=own.is_named)
