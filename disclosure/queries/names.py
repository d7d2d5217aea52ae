"""Names that stand in an item and are proposed to be withheld: of everybody whom the data
names but the holders of senior posts. Proposed only; a person decides."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from disclosure.models import DisclosedItem
from disclosure.rules import places
from schools.models import Person, Post, School
from sitrack.core.roles import Role
from visits.models import Visit

# Who answers for a school or the service in public.
SENIOR = frozenset({Role.HEADTEACHER, Role.CHAIR, Role.HEAD, Role.DIRECTOR})
# Shorter ones, such as initials, are no names that words can be told from.
SHORTEST = 4


class Named(NamedTuple):
    """A name, what its bearer is here, and in how many places it stands unmarked."""

    name: str
    post: str
    times: int

    def __str__(self) -> str:
        where = "one place" if self.times == 1 else f"{self.times} places"
        post = f", {self.post}" if self.post else ""
        return f"{self.name}{post}: {where}"


def proposed(item: DisclosedItem, known: dict[str, str]) -> list[Named]:
    """Those of the known names that stand in the item where nothing is withheld."""
    passages, covered = item.passages, item.covered()
    whole = "\n".join(passages)
    found = []
    for name, post in known.items():
        if name not in whole:
            continue
        times = sum(
            not any(
                one.start <= start and end <= one.end for one in covered.get(at, [])
            )
            for at, passage in enumerate(passages)
            for start, end in places(name, passage)
        )
        if times:
            found.append(Named(name, post, times))
    return sorted(found)


def known_names(school: School) -> dict[str, str]:
    """Every name in the data but those of senior posts, and a post of its bearer."""
    posts = _posts()
    found: dict[str, str] = {}
    for pk, name in Person.objects.order_by("pk").values_list("pk", "name"):
        held = posts[pk]
        if not any(post.role in SENIOR for post in held):
            found[name] = held[-1].printed_title if held else ""
    present = _present(school)
    found |= {
        name: found.get(name, "")
        for person, name in present
        if not any(post.role in SENIOR for post in posts[person])
    }
    return {name: post for name, post in found.items() if len(name) >= SHORTEST}


def _posts() -> dict[int | None, list[Post]]:
    posts = defaultdict(list)
    for post in Post.objects.order_by("start", "pk"):
        posts[post.person_id].append(post)
    return posts  # type: ignore[return-value]


def _present(school: School) -> Iterator[tuple[int | None, str]]:
    """Who was present at visits there, as the notes name them."""
    rows = Visit.objects.filter(record__school=school, attendees__name__gt="")
    yield from rows.order_by().values_list("attendees__person", "attendees__name")
