"""Posts that began lately, said on the start page for a month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from reports.summary.stand import PEOPLE
from schools.held import posts_of
from schools.models import Post
from sitrack.core import calendar
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.roles import Capability, Role, roles_with
from sitrack.core.templatetags.govuk import day as in_words

IS_NEW = timedelta(days=30)
MOST_NAMED = 3


@dataclass(frozen=True)
class Begun:
    """One line: "You became SEP of Hawthorn on 1 November", and its handover."""

    words: str
    href: str


def begun_lately(user: User) -> list[Begun]:
    """A line for each post that began in the last 30 days; many that began together
    make one. A query only where one to three did, and mostly none did."""
    since = (calendar.today() - IS_NEW).isoformat()
    readers = roles_with(Capability.READ_HANDOVER)
    groups: dict[tuple[date, str], int] = Counter(
        (date.fromisoformat(post.start), post.role)
        for post in posts_of(user)
        if post.start > since and post.role in readers
    )
    found: list[Begun] = []
    named = Q()
    for (start, role), count in sorted(groups.items(), reverse=True):
        if count > MOST_NAMED:
            found.append(
                _line(_name(role), f"{count} schools", start, address("handovers"))
            )
        else:
            named |= Q(start=start, role=role)
    return found + _named(user, named) if named else found


def _named(user: User, wanted: Q) -> list[Begun]:
    posts = Post.objects.filter(wanted, person__user=user).in_force(calendar.today())
    rows = posts.order_by("-start", "school__name", "pk").values(
        *("role", "title", "acting", "start"),
        *("school", "school__name", "region__name"),
    )
    return [_of_one(row) for row in rows]


def _of_one(row: dict[str, Any]) -> Begun:
    title = row["title"] or _name(row["role"])
    school, region = row["school__name"], row["region__name"]
    return _line(
        f"acting {title}" if row["acting"] else title,
        school or (f"the region {region}" if region else "the whole service"),
        row["start"],
        address("handover", row["school"]) if school else address("handovers"),
    )


def _line(title: str, place: str, start: date, href: str) -> Begun:
    return Begun(f"You became {title} of {place} on {in_words(start)}", href)


def _name(role: str) -> str:
    """A role inside a sentence: a short form such as SEP keeps its letters."""
    name = str(PEOPLE.get(Role(role), Role(role).label))
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
