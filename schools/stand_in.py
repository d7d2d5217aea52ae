"""A reader in a prepared statement: whoever holds posts of the same kinds.

What somebody may see hangs on their key, and on the roles and places of their posts in
force today. The roles decide what a statement says; the keys of the person and of the
places fill its slots. So ``visible_to`` is asked for a stand-in whose posts are held at
slots, and whoever holds such posts runs the statement with places of their own.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from schools.access import MOST_NAMED
from schools.held import Held, posts_of
from sitrack.core.models import User
from sitrack.core.prepared import Apart, take_apart


def _taken_apart(reader: User) -> Apart | None:
    """None for whoever a query may name more than so many places for."""
    apart: Apart | None = getattr(reader, "taken_apart", None)
    if apart is None:
        posts = posts_of(reader)
        many = _held_at_many(posts)
        named = [one for one in posts if not one.school_id or one.role not in many]
        if len(named) <= MOST_NAMED and not (
            many and any(post.through for post in posts)
        ):
            apart = _apart(reader, named, many)
            reader.taken_apart = apart  # type: ignore[attr-defined]
    return apart


def _held_at_many(posts: list[Held]) -> tuple[str, ...]:
    """The roles that are held at so many schools that a query names none of them, but
    asks for the reader's posts (``at_schools``)."""
    if len(posts) <= MOST_NAMED:
        return ()
    schools: dict[str, set[int]] = defaultdict(set)
    for post in posts:
        if post.school_id:
            schools[post.role].add(post.school_id)
    return tuple(
        sorted(role for role, held in schools.items() if len(held) > MOST_NAMED)
    )


def _apart(reader: User, posts: list[Held], many: tuple[str, ...]) -> Apart:
    held = posts_of(reader)
    keys = [reader.pk, held[0].person_id if held else 0]
    schools, regions = _Numbered(keys), _Numbered(keys)
    kinds = tuple(
        post._replace(
            person_id=1,
            school_id=schools.number(post.school_id),
            region_id=regions.number(post.region_id),
            start="",  # A statement hangs on which posts are in force alone.
        )
        for post in posts
    )

    def stand_in(slots: Sequence[Any]) -> User:
        def slot(number: int | None) -> Any:
            return None if number is None else slots[number]

        made = User(pk=slots[0])
        made.posts_in_force = [  # type: ignore[attr-defined]
            kind._replace(
                person_id=slots[kind.person_id],
                school_id=slot(kind.school_id),
                region_id=slot(kind.region_id),
            )
            for kind in kinds
        ]
        made.posts_in_force += [  # type: ignore[attr-defined]
            Held(role, -place, None, slots[1], "")
            for role in many
            for place in range(1, MOST_NAMED + 2)
        ]
        return made

    return Apart((kinds, many), keys, stand_in)


class _Numbered:
    """Places, each with the number of its one slot: two posts at a place are not
    posts at two places."""

    def __init__(self, keys: list[int]) -> None:
        self._keys = keys
        self._numbers: dict[int, int] = {}

    def number(self, key: int | None) -> int | None:
        if key is None:
            return None
        if key not in self._numbers:
            self._numbers[key] = len(self._keys)
            self._keys.append(key)
        return self._numbers[key]


take_apart(User, _taken_apart)
