"""A reader in a prepared statement: whoever holds posts of the same kinds.

What somebody may see hangs on their key, and on the roles and places of their posts in
force today. The roles decide what a statement says; the keys of the person and of the
places fill its slots. So ``visible_to`` is asked for a stand-in whose posts are held at
slots, and whoever holds such posts runs the statement with places of their own.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from schools.access import MOST_NAMED, Held, posts_of
from sitrack.core.models import User
from sitrack.core.prepared import Apart, take_apart


def _taken_apart(reader: User) -> Apart | None:
    """None for whoever holds so many posts that a query does not name their places."""
    apart: Apart | None = getattr(reader, "taken_apart", None)
    if apart is None and len(posts_of(reader)) <= MOST_NAMED:
        apart = _apart(reader, posts_of(reader))
        reader.taken_apart = apart  # type: ignore[attr-defined]
    return apart


def _apart(reader: User, posts: list[Held]) -> Apart:
    keys = [reader.pk, posts[0].person_id if posts else 0]
    schools, regions = _Numbered(keys), _Numbered(keys)
    kinds = tuple(
        post._replace(
            person_id=1,
            school_id=schools.number(post.school_id),
            region_id=regions.number(post.region_id),
            start=date.min,  # A statement hangs on which posts are in force alone.
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
        return made

    return Apart(kinds, keys, stand_in)


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
