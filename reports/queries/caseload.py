"""Whose schools are whose: levels, hours planned and used in the present term (DER-15)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from engagement.models import SupportEntry
from engagement.queries.time_words import time_used
from reports.models import SchoolSummary
from schools.access import at_schools
from schools.models import Post
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import Capability, Role, roles_with


class SchoolLoad(NamedTuple):
    """One school in the term, in minutes; ``ceiling`` is None without one."""

    key: int
    name: str
    level: str
    ceiling: int | None
    used: int
    planned: int

    @property
    def used_words(self) -> str:
        return time_used(self.used)


@dataclass(frozen=True)
class Load:
    """The schools of one officer, summed up; ``person`` is None for those of nobody."""

    person: int | None
    name: str
    schools: list[SchoolLoad]
    levels: list[tuple[str, int]]
    ceiling: int
    planned: int
    used: int

    @property
    def used_words(self) -> str:
        return time_used(self.used)


def caseloads(user: User, term: Term | None) -> list[Load]:
    """The officers of the schools that the user may compare, by name; the schools of
    nobody come last. Three queries. A school with two officers stands at both."""
    schools = {one.key: one for one in _schools(user, term)}
    held: dict[tuple[str, int], list[SchoolLoad]] = defaultdict(list)
    left = dict(schools)
    for school, person, name in _posts(user):
        if school in schools:
            held[name, person].append(schools[school])
            left.pop(school, None)
    loads = [_summed(person, name, held[name, person]) for name, person in sorted(held)]
    return [*loads, _summed(None, "", left.values())] if left else loads


def caseload_of_one(user: User, term: Term | None, person: int) -> Load | None:
    """One officer's schools, as far as the user may compare them."""
    found = {school: name for school, key, name in _posts(user) if key == person}
    own = [one for one in _schools(user, term) if one.key in found]
    if not own:
        return None
    return _summed(person, found[own[0].key], own)


def _schools(user: User, term: Term | None) -> Iterable[SchoolLoad]:
    planned = _planned(user, term)
    rows = SchoolSummary.objects.open().filter(_reach(user, "school"), listed=True)
    columns = ("school", "name", "level_label", "minutes_ceiling", "minutes_used")
    for *facts, record in rows.values_list(*columns, "record_key"):
        yield SchoolLoad._make((*facts, planned.get(record, 0)))


def _posts(user: User) -> Any:
    """School, person and name of each officer's post today."""
    posts = Post.objects.in_force(calendar.today()).filter(
        _reach(user, "school"), role=Role.OFFICER, school__isnull=False
    )
    return posts.order_by().values_list("school", "person", "person__name")


def _planned(user: User, term: Term | None) -> dict[int, int]:
    """Minutes of the entitlement planned in the term, by record."""
    entries = SupportEntry.objects.filter(
        _reach(user, "record__school"),
        term=term,
        strand=SupportEntry.Strand.ENTITLEMENT,
    )
    rows = entries.values_list("record", "planned_minutes")
    return {record: minutes or 0 for record, minutes in rows}


def _reach(user: User, path: str) -> Any:
    return at_schools(user, roles_with(Capability.SEE_CASELOAD), path=path)


def _summed(person: int | None, name: str, schools: Iterable[SchoolLoad]) -> Load:
    """The schools by name, counted by level, the lowest ceiling first, and their hours."""
    rows = sorted(schools, key=attrgetter("name", "key"))
    counted = Counter((one.ceiling, one.level) for one in rows if one.level)
    order = sorted(counted, key=lambda held: (held[0] is None, held[0] or 0, held[1]))
    return Load(
        person=person,
        name=name,
        schools=rows,
        levels=[(held[1], counted[held]) for held in order],
        ceiling=sum(one.ceiling or 0 for one in rows),
        planned=sum(one.planned for one in rows),
        used=sum(one.used for one in rows),
    )
