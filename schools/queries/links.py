"""Which school follows which: the list of its keeper, and whole chains."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from schools.models import School, SchoolLink
from sitrack.core.models import User

MOST_LISTED = 100


def every_link() -> Any:
    """The links with both schools, the latest first."""
    return SchoolLink.objects.select_related("successor", "predecessor")


def latest_links() -> list[SchoolLink]:
    """As many of them as a page lists."""
    return list(every_link()[:MOST_LISTED])


@dataclass(frozen=True)
class ChainLink:
    """A school before or after, how it is linked, and whether its page opens."""

    school: School
    how: str
    since: date
    is_open_to_reader: bool


@dataclass(frozen=True)
class Chain:
    """The schools before one, the nearest first, and those after it."""

    before: list[ChainLink]
    after: list[ChainLink]


def chain_of(school: School, user: User) -> Chain:
    """Every generation of schools before this one and after it (INV-23)."""
    before = _walk(school, "successor", "predecessor")
    after = _walk(school, "predecessor", "successor")
    keys = {one.pk for one, _ in [*before, *after]}
    visible = School.objects.visible_to(user).filter(pk__in=keys).order_by()
    seen = set(visible.values_list("pk", flat=True))
    return Chain(
        before=[_chain_link(one, link, seen) for one, link in before],
        after=[_chain_link(one, link, seen) for one, link in after],
    )


def _walk(school: School, here: str, there: str) -> list[tuple[School, SchoolLink]]:
    """The schools that links lead to, one way, with the link that led there."""
    found: dict[int, tuple[School, SchoolLink]] = {}
    ends = [school.pk]
    while ends:
        links = SchoolLink.objects.filter(**{f"{here}__in": ends})
        ends = []
        for link in links.select_related(there):
            other: School = getattr(link, there)
            if other.pk not in found and other != school:
                found[other.pk] = (other, link)
                ends.append(other.pk)
    return list(found.values())


def _chain_link(school: School, link: SchoolLink, seen: set[int]) -> ChainLink:
    how = link.get_kind_display()
    return ChainLink(school, how, link.since, school.pk in seen)
