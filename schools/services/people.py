"""People and posts: adding, appointing and ending."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from schools.models import Person, Post, Region, School
from schools.services import delegations, invitations
from sitrack.core import calendar, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_ROLES, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

ONE_DAY = timedelta(days=1)
LAST_OF_ALL = date.max - ONE_DAY


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
    person = Person.objects.create(name=name, email=email, phone=phone, user=user)
    events.record("person.added", person, by=by, audience=Audience.SYSTEM)
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    expected_version: int,
    name: str,
    email: str,
    phone: str,
    by: User,
) -> Person:
    """Change a person's name and contact; the address that signs in stays as it is.

    Raises Stale when somebody else changed the person first.
    """
    take_next_version(person, expected=expected_version)
    wanted = {"name": name, "email": email, "phone": phone}
    words = {"name": "name", "email": "e-mail address", "phone": "telephone"}
    changed = [
        field for field, value in wanted.items() if getattr(person, field) != value
    ]
    if not changed:
        return person
    label = person.name
    for field in changed:
        setattr(person, field, wanted[field])
    person.save(update_fields=changed)
    if "name" in changed and person.user:
        person.user.name = name
        person.user.save(update_fields=["name"])
    fields = ", ".join(words[field] for field in changed)
    events.record(
        "person.changed",
        person,
        by=by,
        audience=Audience.SYSTEM,
        fields=fields,
        before=label,
    )
    return person


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

    Whom a person appoints, that person is told or invited by mail. An acting post
    covers the one whose holder alone has that role there. Raises RuleBroken when the
    school has another SEP in that time (INV-21), and when the person holds this very
    post then.
    """
    post = Post(
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
    place(post, by=by)
    if by is not None:
        invitations.welcome(post=post, by=by)
    return post


def place(post: Post, *, by: User | None) -> None:
    """Write a new post, in a transaction of the caller's; raises as ``appoint``."""
    if post.role in SCHOOL_ROLES and post.school is None:
        raise RuleBroken("This post is held at a school.", "school")
    if post.end and post.end < post.start:
        raise RuleBroken("A post cannot end before it starts.", "end")
    check_free(post)
    if post.acting:
        post.covers = _covered_by(post)
    post.save()
    tell("post.started", post, by=by)


@transaction.atomic
def end_post(
    *,
    post: Post,
    on: date,
    by: User | None,
    reason: str = "",
    expected_version: int | None = None,
) -> Post:
    """End a post with the given day as its last. Rights end with it.

    ``reason`` is read by those who keep people and posts alone. Raises RuleBroken for
    a day before the post starts, for a post that is over, and where a later last day
    would meet another SEP's (INV-21); Stale when somebody else changed it first.
    """
    take_next_version(
        post, expected=post.version if expected_version is None else expected_version
    )
    if on < post.start:
        raise RuleBroken("A post cannot end before it starts.", "end")
    if post.end and post.end < calendar.today():
        raise RuleBroken(f"This post ended on {say(post.end)}.", "end")
    post.end, post.end_reason = on, reason
    check_free(post)
    post.save(update_fields=["end", "end_reason"])
    tell("post.ended", post, by=by, day=say(on))
    delegations.fall_with(post, by=by)
    return post


def check_free(post: Post) -> None:
    """Refuse a post that may not be held in this time beside those there are.

    The person and the school are locked first, so that of two who appoint at the same
    moment the second sees the first one's post (INV-21).
    """
    Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=post.person_id)
    if post.school_id:
        schools = School.objects.select_for_update(no_key=True, of=("self",))
        schools.order_by().get(pk=post.school_id)
    here = Post.objects.filter(
        role=post.role,
        school=post.school_id,
        region=post.region_id,
        whole_service=post.whole_service,
    )
    rivals = (
        here.exclude(pk=post.pk)
        .filter(start__lte=post.end or LAST_OF_ALL)
        .filter(Q(end=None) | Q(end__gte=post.start))
        .select_related("person")
    )
    for rival in rivals:
        if rival.person_id == post.person_id:
            raise RuleBroken(
                f"{rival.person} already holds this post then, {span(rival)}.", "start"
            )
        one_only = post.role == Role.OFFICER and post.school_id
        if one_only and not post.acting and not rival.acting:
            raise RuleBroken(
                f"{rival.person} already holds this post at {post.school}, "
                f"{span(rival)}. End that post first, or appoint somebody as acting.",
                "start",
            )


def tell(verb: str, post: Post, *, by: User | None, **facts: str) -> None:
    """Record what was done with a post: people of its school may read it."""
    audience = Audience.EVERYONE if post.school_id else Audience.SYSTEM
    events.record(verb, post, by=by, scope=post.scope, audience=audience, **facts)


def span(post: Post) -> str:
    """From when until when, in words: "from 1 September 2025 to 31 January 2026"."""
    until = f" to {say(post.end)}" if post.end else ""
    return f"from {say(post.start)}{until}"


def say(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _covered_by(post: Post) -> Post | None:
    """The post that an acting one stands in for: the only one of its kind there."""
    held = Post.objects.filter(
        role=post.role,
        school=post.school_id,
        region=post.region_id,
        whole_service=post.whole_service,
        acting=False,
    ).in_force(post.start)
    found = list(held.order_by()[:2])
    return found[0] if len(found) == 1 else None
