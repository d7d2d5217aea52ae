"""The posts that somebody holds today, and what goes with each."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, TextField
from django.db.models.functions import Cast

from schools.following import Link, all_before, followed_by
from schools.models.people import Post
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import AUTHORITY_ROLES


class Held(NamedTuple):
    """A post in force today: what it lets its holder do, and where."""

    role: str
    school_id: int | None
    region_id: int | None
    person_id: int
    start: str  # As in 2026-09-01: somebody may hold a thousand posts.
    through: bool = False  # Reached as the school before, which its own school follows.
    lent: tuple[str, ...] = ()  # What the headteacher lets a deputy do today.

    @property
    def whole_service(self) -> bool:
        """A post has exactly one scope; without a place it is the whole service."""
        return self.school_id is None and self.region_id is None


def posts_of(user: User) -> list[Held]:
    """The user's posts in force today, read once for each request.

    Who works for the authority at a school reaches the schools that it follows too:
    their history stays there and is read by the authority alone (INV-23).
    """
    if not user.is_authenticated:
        return []
    held: list[Held] | None = getattr(user, "posts_in_force", None)
    if held is None:
        own: dict[int, Held] = {}
        links: list[Link] = []
        today = calendar.today()
        rows, day = _posts_in_force(user.pk, today), today.isoformat()
        # A post has a row for each school before, and for each thing that is lent; what
        # its giver lends ends with the giver's own post.
        for key, before, thing, giver_ends, role, school, region, person, start in rows:
            lent = own[key].lent if key in own else ()
            lasts = giver_ends is None or giver_ends >= day
            more = (thing,) if thing and lasts and thing not in lent else ()
            post = role, school, region, person, start
            own[key] = Held(*post, lent=(*lent, *more))
            if before and role in AUTHORITY_ROLES:
                links.append((school or 0, before))
        held = [*own.values(), *_before(own.values(), links)]
        user.posts_in_force = held  # type: ignore[attr-defined]
    return held


@prepared
def _posts_in_force(user: int, day: date) -> Any:
    lent = Q(
        delegations__start__lte=day,
        delegations__until__gte=day,
        delegations__withdrawn_at=None,
    )
    rows = Post.objects.filter(person__user=user).in_force(day).order_by()
    return rows.alias(lent=FilteredRelation("delegations", condition=lent)).values_list(
        *("pk", "school__came_from__predecessor"),
        *("lent__thing", Cast("lent__giver__end", TextField())),
        *("role", "school_id", "region_id", "person_id"),
        Cast("start", TextField()),
    )


def _before(own: Iterable[Held], links: list[Link]) -> list[Held]:
    """The same posts at every school before, however long ago."""
    if not links:
        return []
    followed = followed_by(links)
    return [
        post._replace(school_id=before, through=True)
        for post in own
        if post.school_id in followed and post.role in AUTHORITY_ROLES
        for before in sorted(all_before(post.school_id, followed))
    ]
