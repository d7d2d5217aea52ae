"""Posts that began lately, said on the start page for a month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from reports.queries.dues import address
from reports.summary.stand import PEOPLE
from schools.access import posts_of
from schools.models import Post
from sitrack.core import calendar
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
    make one. No query where none did, which is how it mostly is."""
    since = calendar.today() - IS_NEW
    readers = roles_with(Capability.READ_HANDOVER)
    if not any(post.start > since and post.role in readers for post in posts_of(user)):
        return []
    posts = Post.objects.filter(person__user=user, start__gt=since, role__in=readers)
    groups: dict[tuple[date, str], list[Post]] = defaultdict(list)
    for post in (
        posts.in_force(calendar.today())
        .select_related("school", "region")
        .order_by("-start", "school__name")
    ):
        groups[post.start, _title(post)].append(post)
    return [line for group in groups.values() for line in _lines(group)]


def _lines(posts: list[Post]) -> list[Begun]:
    first = posts[0]
    since = f"on {in_words(first.start)}"
    if len(posts) > MOST_NAMED:
        place = f"{len(posts)} schools"
        return [
            Begun(
                f"You became {_title(first)} of {place} {since}", address("handovers")
            )
        ]
    return [
        Begun(f"You became {_title(post)} of {_place(post)} {since}", _href(post))
        for post in posts
    ]


def _place(post: Post) -> str:
    if post.region:
        return f"the region {post.region}"
    return str(post.school or "the whole service")


def _href(post: Post) -> str:
    if post.school_id is None:
        return address("handovers")
    return address("handover", post.school_id)


def _title(post: Post) -> str:
    """The post inside a sentence: a short form such as SEP keeps its letters."""
    title = post.title or PEOPLE.get(Role(post.role), Role(post.role).label)
    if not title[1:2].isupper() and not post.title:
        title = title[:1].lower() + title[1:]
    return f"acting {title}" if post.acting else title
