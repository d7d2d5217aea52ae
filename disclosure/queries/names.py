"""Names that stand in an item and are proposed to be withheld: of everybody whom the data
names but the holders of senior posts. Proposed only; a person decides."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from disclosure.models import DisclosedItem
from disclosure.rules import is_covered, places_among
from schools.models import Person, Post, School
from sitrack.core.roles import Role
from visits.models import Visit

# Who answers for a school or the service in public.
SENIOR = frozenset({Role.HEADTEACHER, Role.CHAIR, Role.HEAD, Role.DIRECTOR})
# Shorter ones, such as initials, are no names that words can be told from.
SHORTEST = 4
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
STYLED = ("Mr", "Mrs", "Miss", "Ms", "Mx", "Dr")


class Named(NamedTuple):
    """A name, what its bearer is here, and in how many places it stands unmarked."""

    name: str
    post: str
    times: int

    def __str__(self) -> str:
        where = "one place" if self.times == 1 else f"{self.times} places"
        post = f", {self.post}" if self.post else ""
        return f"{self.name}{post}: {where}"


@dataclass
class Known:
    """Names and e-mail addresses in the data, each with a post of its bearer; ``senior``
    are the addresses of those who answer in public."""

    names: dict[str, str] = field(default_factory=dict)
    senior: set[str] = field(default_factory=set)


def proposed(item: DisclosedItem, known: Known) -> list[Named]:
    """Those of the known names that stand in the item where nothing is withheld, in
    whatever capitals, and every other address."""
    passages, covered = item.passages, item.covered()
    whole = "\n".join(passages)
    others = dict.fromkeys(ADDRESS.findall(whole), "")
    read = _plain(whole)
    found = []
    for name, post in {**others, **known.names}.items():
        # Most names stand nowhere in it, and are told quickly.
        if _plain(name) not in read or name in known.senior:
            continue
        times = sum(
            not is_covered(pieces, covered)
            for pieces in places_among(name, passages, any_case=True)
        )
        if times:
            found.append(Named(name, post, times))
    return sorted(found)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def known_names(school: School) -> Known:
    """Every name in the data but those of senior posts, as it is and as “Mrs Marsh”."""
    posts = _posts()
    found = Known()
    people = Person.objects.order_by("pk").values_list("pk", "name", "email")
    for pk, name, address in people:
        held = posts[pk]
        if _is_senior(held):
            found.senior.add(address)
            continue
        post = held[-1].printed_title if held else ""
        found.names |= dict.fromkeys([*_ways(name), address], post)
    for person, name in _present(school):
        if not _is_senior(posts[person]):
            found.names |= {way: found.names.get(way, "") for way in _ways(name)}
    found.names = {
        name: post for name, post in found.names.items() if len(name) >= SHORTEST
    }
    return found


def _ways(name: str) -> list[str]:
    """A name, and its last word after each form of address."""
    first, _, last = name.rpartition(" ")
    return [name, *(f"{style} {last}" for style in STYLED if first)]


def _is_senior(held: list[Post]) -> bool:
    return any(post.role in SENIOR for post in held)


def _posts() -> dict[int | None, list[Post]]:
    posts = defaultdict(list)
    for post in Post.objects.order_by("start", "pk"):
        posts[post.person_id].append(post)
    return posts  # type: ignore[return-value]


def _present(school: School) -> Iterator[tuple[int | None, str]]:
    """Who was present at visits there, as the notes name them."""
    rows = Visit.objects.filter(record__school=school, attendees__name__gt="")
    yield from rows.order_by().values_list("attendees__person", "attendees__name")
