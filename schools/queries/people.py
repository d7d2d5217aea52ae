"""The list of people and one person's posts, as their reader may know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from schools.models import Person, Post
from schools.models.people import titled
from schools.services.people import say
from sitrack.core.models import Event, User
from sitrack.core.roles import SCHOOL_ROLES, Role

MOST_PLACES = 3
ON_A_PAGE = 20
MOST_TO_COME = 50
MOST_PAST = 20
MOST_EVENTS = 15
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What the list of people is narrowed by; empty where all are wanted."""

    name: str = ""
    role: str = ""
    school: str = ""

    @property
    def is_used(self) -> bool:
        return bool(self.name or self.role or self.school)


@dataclass(frozen=True)
class PersonRow:
    """One person of the list, and what they are today in a few lines."""

    pk: int
    name: str
    email: str
    signs_in: bool
    posts: list[str]


@dataclass(frozen=True)
class PostLine:
    """A post in words: what, where, when, and what it stands in for."""

    pk: int
    title: str
    place: str
    when: str
    covers: str
    reason: str


@dataclass(frozen=True)
class Posts:
    """A person's posts in three parts, those of today a page at a time."""

    pages: Page[Any]
    now: list[PostLine]
    to_come: list[PostLine]
    past: list[PostLine]
    holds_any: bool
    holds_school_post: bool
    is_officer_today: bool


def found(user: User, asked: Asked, day: date) -> Any:
    """The people that the user's list shows, narrowed, by name."""
    people = Person.objects.visible_to(user)
    if asked.name:
        named = Q(name__icontains=asked.name) | Q(email__icontains=asked.name)
        people = people.filter(named)
    if asked.role or asked.school:
        posts = Post.objects.visible_to(user).in_force(day).order_by()
        if asked.role:
            posts = posts.filter(role=asked.role)
        if asked.school:
            posts = posts.filter(school__name__icontains=asked.school)
        people = people.filter(pk__in=posts.values("person"))
    return people.order_by("name", "pk")


def rows_of(
    people: Iterable[Person], user: User, day: date, names: dict[str, str]
) -> list[PersonRow]:
    """A page of the list, with the posts in force: one query."""
    listed = list(people)
    posts = Post.objects.visible_to(user).in_force(day)
    held: dict[int, dict[str, list[str]]] = {person.pk: {} for person in listed}
    for row in (
        posts.filter(person__in=held)
        .order_by("school__name", "pk")
        .values("person", "role", "title", "acting", "school__name", "region__name")
    ):
        title = titled(row["title"] or names[row["role"]], acting=row["acting"])
        place = row["school__name"] or row["region__name"] or ""
        held[row["person"]].setdefault(title, []).append(place)
    return [
        PersonRow(
            pk=person.pk,
            name=person.name,
            email=person.email,
            signs_in=person.user_id is not None,
            posts=[_in_brief(title, at) for title, at in held[person.pk].items()],
        )
        for person in listed
    ]


def posts_of(
    person: Person,
    user: User,
    day: date,
    names: dict[str, str],
    *,
    with_reason: bool,
    page: str,
) -> Posts:
    """Now by place, to come by start, past with the latest first: four queries.

    ``page`` is asked of the posts of today. What a person holds is what they hold
    today and will hold.
    """
    rows = Post.objects.visible_to(user).filter(person=person)
    whole = rows.select_related("school", "region", "covers__person")
    present = Q(start__lte=day) & (Q(end=None) | Q(end__gte=day))
    ahead, over = Q(start__gt=day), Q(end__lt=day)
    officer = Q(role=Role.OFFICER, school__isnull=False)
    counted = rows.order_by().aggregate(
        now=Count("pk", filter=present),
        to_come=Count("pk", filter=ahead),
        past=Count("pk", filter=over),
        of_school=Count("pk", filter=(present | ahead) & Q(role__in=SCHOOL_ROLES)),
        officer=Count("pk", filter=present & officer),
    )
    pages = Paginator(range(counted["now"]), ON_A_PAGE)
    shown = pages.get_page(page)
    by_place = whole.filter(present).order_by(
        "school__name", "region__name", "role", "pk"
    )
    first = (shown.number - 1) * ON_A_PAGE

    def lines(found: Any) -> list[PostLine]:
        return [_line(post, day, names, with_reason=with_reason) for post in found]

    return Posts(
        pages=shown,
        now=lines(by_place[first : first + ON_A_PAGE]),
        to_come=lines(whole.filter(ahead).order_by("start", "pk")[:MOST_TO_COME])
        if counted["to_come"]
        else [],
        past=lines(whole.filter(over).order_by("-start", "pk")[:MOST_PAST])
        if counted["past"]
        else [],
        holds_any=bool(counted["now"] or counted["to_come"]),
        holds_school_post=bool(counted["of_school"]),
        is_officer_today=bool(counted["officer"]),
    )


def post_title(post: Post, names: dict[str, str]) -> str:
    """What a post is called: its own title, or the framework's name of its role."""
    return titled(post.title or names[post.role], acting=post.acting)


def same_as(*, name: str, email: str, user: User) -> list[Person]:
    """People who may be meant already: of the same name, or with the same address."""
    alike = Q(name__iexact=name)
    if email:
        alike |= Q(email__iexact=email)
    return list(
        Person.objects.visible_to(user).filter(alike).order_by("name", "pk")[:5]
    )


def events_about(person: Person) -> list[Event]:
    """What was done with a person and their posts, newest first."""
    of_posts = Q(subject__in=Event.keys_of(person.posts.all()))
    told = Event.objects.filter(Q(subject=Event.key(person)) | of_posts)
    return list(told[:MOST_EVENTS])


def _in_brief(title: str, places: list[str]) -> str:
    named = [place for place in places if place]
    if not named:
        return title
    if len(named) > MOST_PLACES:
        return f"{title}, {len(named)} schools"
    return f"{title}, {', '.join(named)}"


def _line(
    post: Post, day: date, names: dict[str, str], *, with_reason: bool
) -> PostLine:
    return PostLine(
        pk=post.pk,
        title=post_title(post, names),
        place=post.place,
        when=_when(post, day),
        covers=post.covers.person.name if post.covers else "",
        reason=post.end_reason if with_reason else "",
    )


def _when(post: Post, day: date) -> str:
    """Such as "since 1 September 2025", "from 1 February 2026 until 31 July 2026"."""
    if post.end and post.end < day:
        return f"{say(post.start)} to {say(post.end)}"
    begins = "from" if post.start > day else "since"
    until = f", until {say(post.end)}" if post.end else ""
    return f"{begins} {say(post.start)}{until}"
