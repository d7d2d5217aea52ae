"""Whose schools are whose: levels, hours planned and used in the present term (DER-15)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from engagement.models import SupportEntry
from reports.models import SchoolSummary
from schools.access import at_schools
from schools.models import Post
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import Capability, Role, roles_with


@dataclass(frozen=True)
class SchoolLoad:
    """One school in the term, in minutes; ``ceiling`` is None without one."""

    key: int
    name: str
    level: str
    ceiling: int | None
    planned: int
    used: int


@dataclass(frozen=True)
class Load:
    """The schools of one officer, or those that have none (``person`` is None)."""

    person: int | None
    name: str
    schools: tuple[SchoolLoad, ...]

    @property
    def levels(self) -> list[tuple[str, int]]:
        """How many schools stand at each level, the lowest ceiling first."""
        counted = Counter((one.ceiling, one.level) for one in self.schools if one.level)
        order = sorted(counted, key=lambda held: (held[0] is None, held[0] or 0))
        return [(level, counted[ceiling, level]) for ceiling, level in order]

    @property
    def ceiling(self) -> int:
        return sum(one.ceiling or 0 for one in self.schools)

    @property
    def planned(self) -> int:
        return sum(one.planned for one in self.schools)

    @property
    def used(self) -> int:
        return sum(one.used for one in self.schools)


def caseloads(user: User, term: Term | None) -> list[Load]:
    """The officers of the schools that the user may compare, by name; schools without
    an officer come last. Three queries. A school with two officers stands at both."""
    reach = roles_with(Capability.SEE_CASELOAD)
    here = SchoolSummary.objects.open().filter(listed=True)
    here = here.filter(at_schools(user, reach, path="school"))
    schools = _schools(here, term)
    posts = Post.objects.in_force(calendar.today()).filter(role=Role.OFFICER)
    rows = posts.filter(school__in=here.values("school")).order_by()
    held: dict[tuple[str, int], list[SchoolLoad]] = defaultdict(list)
    covered = set()
    for school, person, name in rows.values_list("school", "person", "person__name"):
        held[name, person].append(schools[school])
        covered.add(school)
    loads = [
        Load(person, name, _by_name(held[name, person]))
        for name, person in sorted(held)
    ]
    vacant = [one for key, one in schools.items() if key not in covered]
    return [*loads, Load(None, "", _by_name(vacant))] if vacant else loads


def _by_name(schools: list[SchoolLoad]) -> tuple[SchoolLoad, ...]:
    return tuple(sorted(schools, key=lambda one: (one.name, one.key)))


def _schools(here: Any, term: Term | None) -> dict[int, SchoolLoad]:
    """The schools by their keys; what was used counts in the term alone."""
    planned = _planned(here, term)
    rows = here.values_list(
        *("school", "name", "level_label", "minutes_ceiling", "minutes_used"),
        *("term_key", "record_key"),
    )
    return {
        key: SchoolLoad(
            key=key,
            name=name,
            level=level,
            ceiling=ceiling,
            planned=planned.get(record, 0),
            used=used if term and term_key == term.pk else 0,
        )
        for key, name, level, ceiling, used, term_key, record in rows
    }


def _planned(here: Any, term: Term | None) -> dict[int | None, int]:
    """Minutes planned in the term, by record."""
    entries = SupportEntry.objects.filter(
        term=term,
        strand=SupportEntry.Strand.ENTITLEMENT,
        planned_minutes__gt=0,
        record__in=here.exclude(record_key=None).values("record_key"),
    )
    rows = entries.values_list("record", "planned_minutes")
    return {record: minutes or 0 for record, minutes in rows}
