"""Which schools follow which, over every generation (INV-23)."""

from collections.abc import Collection, Iterable, Mapping

from schools.models.links import SchoolLink

Link = tuple[int, int]


def followed_by(links: Iterable[Link]) -> dict[int, set[int]]:
    """By school, those that it follows, for every generation above these links.

    A link is a successor and its predecessor. One query a generation, and none where
    there is no link.
    """
    found: dict[int, set[int]] = {}
    ahead = list(links)
    while ahead:
        for successor, predecessor in ahead:
            found.setdefault(successor, set()).add(predecessor)
        ahead = links_of({before for _, before in ahead} - found.keys())
    return found


def links_of(schools: Collection[int]) -> list[Link]:
    """The links of schools to those that they follow."""
    if not schools:
        return []
    rows = SchoolLink.objects.filter(successor__in=schools).order_by()
    return list(rows.values_list("successor", "predecessor"))


def all_before(school: int, followed: Mapping[int, set[int]]) -> set[int]:
    """Every school that one follows: those before it, those before them, and on."""
    found: set[int] = set()
    ahead = [school]
    while ahead:
        fresh = followed.get(ahead.pop(), set()) - found
        found |= fresh
        ahead += fresh
    return found
