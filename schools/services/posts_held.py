"""The posts that an account and an invitation rest on."""

from typing import Any

from django.db.models import Q

from schools.models import Invitation, Person, Post
from sitrack.core import calendar


def holds_post(person: Person) -> bool:
    """Whether the person holds a post today or will."""
    return bool(_held(person).exists())


def first_post(person: Person) -> Post | None:
    """The post that the person has held longest of those today and to come."""
    found: Post | None = _held(person).order_by("start", "pk").first()
    return found


def post_stands(invitation: Invitation) -> bool:
    """Whether the post that an invitation was made for is as it was then."""
    post = invitation.post
    if post is None or post.version != invitation.post_version:
        return False
    return post.end is None or post.end >= calendar.today()


def _held(person: Person) -> Any:
    rest = Q(end=None) | Q(end__gte=calendar.today())
    return person.posts.filter(rest)
