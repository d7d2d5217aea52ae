"""The list of people and one person's posts, as their reader may know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Q, When

from schools.models import Person, Post
from schools.models.people import titled
from schools.services.people import say
from sitrack.core.models import Event, User
from sitrack.core.prepared import number_of, prepared
from sitrack.core.roles import SCHOOL_ROLES, Role

MOST_PLACES = 3
ON_A_PAGE = 20
MOST_TO_COME = 50
MOST_PAST = 20
MOST_EVENTS = 15
LONGEST = 200
# Of what the log holds of an account, what whoever keeps people may know.
OF_SIGN_INS = (
    "mail.refused",
    "password.chosen",
    "sign_in.all_ended",
    "sign_in.ended",
    "sign_in.others_ended",
)


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
            signs_in=person.user is not None and person.user.is_active,
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
    whole = _posts_of(user, person.pk)
    counted = Counted(*_counts(user, person.pk, day)[0])
    pages = Paginator(range(counted.now), ON_A_PAGE)
    shown = pages.get_page(page)

    def lines(found: Any) -> list[PostLine]:
        return [_line(post, day, names, with_reason=with_reason) for post in found]

    return Posts(
        pages=shown,
        now=lines(_now(user, person.pk, day, shown.number)),
        to_come=lines(whole.filter(_ahead(day)).order_by("start", "pk")[:MOST_TO_COME])
        if counted.to_come
        else [],
        past=lines(whole.filter(end__lt=day).order_by("-start", "pk")[:MOST_PAST])
        if counted.past
        else [],
        holds_any=bool(counted.now or counted.to_come),
        holds_school_post=bool(counted.of_school),
        is_officer_today=bool(counted.officer),
    )


class Counted(NamedTuple):
    """How many posts somebody holds, will hold and held; of those today and to come how
    many at a school's own side, and of those today how many as a school's SEP."""

    now: int
    to_come: int
    past: int
    of_school: int
    officer: int


def _present(day: date) -> Q:
    return Q(start__lte=day) & (Q(end=None) | Q(end__gte=day))


def _ahead(day: date) -> Q:
    return Q(start__gt=day)


def _posts_of(reader: User, person: int) -> Any:
    rows = Post.objects.visible_to(reader).filter(person=person)
    return rows.select_related("school", "region", "covers__person")


@prepared
def _counts(reader: User, person: int, day: date) -> Any:
    present, ahead = _present(day), _ahead(day)
    officer = present & Q(role=Role.OFFICER, school__isnull=False)
    of_school = (present | ahead) & Q(role__in=SCHOOL_ROLES)
    rows = Post.objects.visible_to(reader).filter(person=person).order_by()
    return rows.values_list(
        *(
            number_of(Case(When(kind, then=F("pk"))))
            for kind in (present, ahead, Q(end__lt=day), of_school, officer)
        )
    )


def _now(reader: User, person: int, day: date, page: int) -> list[Post]:
    """A page of the posts of today, by place."""
    if page == 1:
        return _first_now(reader, person, day)
    first = (page - 1) * ON_A_PAGE
    return list(_by_place(reader, person, day)[first : first + ON_A_PAGE])


@prepared
def _first_now(reader: User, person: int, day: date) -> Any:
    return _by_place(reader, person, day)[:ON_A_PAGE]


def _by_place(reader: User, person: int, day: date) -> Any:
    rows = _posts_of(reader, person).filter(_present(day))
    return rows.order_by("school__name", "region__name", "role", "pk")


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
    """What was done with a person, their posts and their account, newest first."""
    account = Event.key(person.user) if person.user else ""
    return _events_about(person.pk, Event.key(person), account)


@prepared
def _events_about(person: int, key: str, account: str) -> Any:
    own = Q(subject=key) | Q(subject=account, verb__in=OF_SIGN_INS)
    of_posts = Q(subject__in=Event.keys_of(Post.objects.filter(person=person)))
    return Event.objects.filter(own | of_posts)[:MOST_EVENTS]


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
