"""People and posts: appointing and ending."""

from datetime import date, timedelta

from django.db import transaction

from schools.models import Person, Post, Region, School
from schools.services import invitations
from sitrack.core import events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken


@transaction.atomic
def add_person(
    *,
    name: str,
    by: User | None,
    email: str = "",
    phone: str = "",
    password: str | None = None,
    with_account: bool = False,
    encoded_password: str = "",
) -> Person:
    """Add a person, with an account to sign in with where that is asked for.

    ``encoded_password`` is a password's hash, for many accounts made at once.
    """
    user = None
    if with_account:
        user = User.objects.create_user(email=email, name=name, password=password)
        if encoded_password:
            user.password = encoded_password
            user.save(update_fields=["password"])
    return Person.objects.create(name=name, email=email, phone=phone, user=user)


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: Role,
    start: date,
    by: User | None,
    school: School | None = None,
    region: Region | None = None,
    title: str = "",
    acting: bool = False,
    end: date | None = None,
) -> Post:
    """Give a person a post; with neither school nor region it is the whole service.

    Whom a person appoints, that person is told or invited by mail. Raises RuleBroken
    when the school has another SEP in that time (INV-21).
    """
    if role is Role.OFFICER and school and not acting:
        _check_one_officer(school, start, end)
    post = Post.objects.create(
        person=person,
        role=role,
        school=school,
        region=region,
        whole_service=school is None and region is None,
        title=title,
        start=start,
        end=end,
        acting=acting,
    )
    scope = school.scope if school else ""
    audience = Audience.EVERYONE if school else Audience.SYSTEM
    events.record("post.started", post, by=by, scope=scope, audience=audience)
    if by is not None:
        invitations.welcome(post=post, by=by)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, by: User | None) -> Post:
    """End a post with the given day as its last. Rights end with it."""
    if on < post.start:
        raise RuleBroken("A post cannot end before it starts.", "end")
    post.end = on
    post.save(update_fields=["end"])
    scope = post.school.scope if post.school else ""
    audience = Audience.EVERYONE if post.school else Audience.SYSTEM
    events.record("post.ended", post, by=by, scope=scope, audience=audience)
    return post


def _check_one_officer(school: School, start: date, end: date | None) -> None:
    last = end or date.max - timedelta(days=1)
    rival = (
        Post.objects.filter(school=school, role=Role.OFFICER, acting=False)
        .filter(start__lte=last)
        .exclude(end__lt=start)
        .first()
    )
    if rival:
        raise RuleBroken(
            f"{rival.person} already holds this post at {school}.", "start"
        )
