"""The schools of a person: level, next visit, hours, and what waits at each."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from engagement.queries.hours import HoursPosition
from reports.choices import NOTHING_WAITS, RANKED, Kind
from reports.models import SchoolSummary
from reports.queries.dues import Dues, dues_of
from schools.access import acts_as, at_schools, roles_at_place
from schools.held import posts_of
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import number_of, prepared
from sitrack.core.reminders import put_off_by
from sitrack.core.roles import AUTHORITY_ROLES, READERS, SCHOOL_ROLES, Role
from sitrack.core.templatetags.govuk import day, hours, moment
from sitrack.core.words import word

ON_A_PAGE = 15
SHOWN = 3
LISTED_APART = 10
COMPARERS = frozenset({Role.LEAD, Role.HEAD})
COLUMNS = [
    *("school_id", "school__region_id", "name", "level_label"),
    *("next_visit_on", "next_visit_at", "record_key", "term_key", "term_words"),
    *("minutes_used", "minutes_uncounted", "minutes_ceiling", "waits"),
    "vacant",
]


class Facts(NamedTuple):
    """A summary's columns, as a row of the list is made of them."""

    school_id: int
    region_id: int | None
    name: str
    level_label: str
    next_visit_on: date | None
    next_visit_at: datetime | None
    record_key: int | None
    term_key: int | None
    term_words: str
    minutes_used: int
    minutes_uncounted: int
    minutes_ceiling: int | None
    waits: list[dict[str, Any]]
    vacant: str


@dataclass(frozen=True)
class Row:
    """One school of the list; ``hours`` is None where it has no record this year."""

    key: int
    href: str
    name: str
    level: str
    next_visit: datetime | date | None
    record_key: int | None
    term: str
    hours: HoursPosition | None
    dues: Dues
    vacant: str = ""

    @property
    def next_visit_words(self) -> str:
        if isinstance(self.next_visit, datetime):
            return moment(self.next_visit)
        return day(self.next_visit)

    @property
    def hours_words(self) -> str:
        """Such as "up to 8; 2.5 used" (DER-01, DER-02), or "1½ days" where hours are not
        what a framework gives."""
        if self.hours is None:
            return ""
        if word("time_in") != "hour":
            return self.hours.words
        used = f"{hours(self.hours.used)} used"
        if self.hours.ceiling is None:
            return used
        over = f", over by {hours(self.hours.over)}" if self.hours.over else ""
        return f"up to {hours(self.hours.ceiling)}; {used}{over}"


@dataclass(frozen=True)
class Apart:
    """The queue's length; the first proposals to decide; where the views differ."""

    queue: int
    decide: list[dict[str, str]]
    more_to_decide: bool
    differ: list[dict[str, str]]
    more_that_differ: int


def visible_schools(user: User) -> Any:
    """The summaries of the schools of a list, before its filters."""
    return SchoolSummary.objects.visible_to(user)


def only_school(user: User) -> int | None:
    """The one school of a person who works or governs there and nowhere else."""
    posts = posts_of(user)
    schools = {post.school_id for post in posts if post.role in SCHOOL_ROLES}
    if len(schools) == 1 and all(post.role in SCHOOL_ROLES for post in posts):
        return schools.pop()
    return None


def by_attention(mine: Any, user: User) -> Any:
    """The open schools, first those where something waits, the most pressing first."""
    own = Q(own_ranks__user=user.key)
    ranked = mine.open().annotate(
        own=FilteredRelation("own_ranks", condition=own),
        rank=Coalesce("own__rank", _rank_of_roles(user)),
    )
    return ranked.order_by("rank", "name", "school_id")


def _rank_of_roles(user: User) -> Any:
    """The rank that the user's roles give at each school, as an expression."""
    held = {post.role for post in posts_of(user) if post.role in READERS}
    ranks = [
        F(column)
        if held <= roles
        else Case(
            When(at_schools(user, roles, path="school"), then=F(column)),
            default=Value(NOTHING_WAITS),
        )
        for column, roles in RANKED.items()
        if held & roles
    ]
    if len(ranks) > 1:
        return Least(*ranks)
    return ranks[0] if ranks else Value(NOTHING_WAITS)


@dataclass(frozen=True)
class Listed:
    """One page of the list, and how many schools it was cut from."""

    rows: list[Row]
    total: int
    waiting: int


def listed(found: Any, user: User, *, first: int, most: int) -> Listed:
    """The list's rows from a place on, and how many there are: three queries, with
    what the reader has put off."""
    counted = found.order_by().aggregate(
        total=Count("pk"), waiting=Count("pk", filter=Q(rank__lt=NOTHING_WAITS))
    )
    rows = [*found.values_list(*COLUMNS)[first : first + most]]
    put_off = put_off_by(user) if rows else {}
    return Listed([_row(Facts(*row), user, put_off) for row in rows], **counted)


def first_listed(user: User) -> Listed:
    """The same for the first page of the list that is not narrowed, as home opens."""
    rows = _first_rows(user)
    put_off = put_off_by(user) if rows else {}
    [(total, waiting)] = _counts(user)
    return Listed([_row(Facts(*row), user, put_off) for row in rows], total, waiting)


def _not_narrowed(reader: User) -> Any:
    return by_attention(visible_schools(reader).filter(listed=True), reader)


@prepared
def _first_rows(reader: User) -> Any:
    return _not_narrowed(reader).values_list(*COLUMNS)[:ON_A_PAGE]


@prepared
def _counts(reader: User) -> Any:
    """How many schools there are, and at how many something waits."""
    pressing = Case(When(rank__lt=NOTHING_WAITS, then=F("pk")))
    counted = _not_narrowed(reader).order_by()
    return counted.values_list(number_of(F("pk")), number_of(pressing))


def _row(facts: Facts, user: User, put_off: Container[str]) -> Row:
    roles = roles_at_place(user, facts.school_id, facts.region_id)
    return Row(
        key=facts.school_id,
        href=address("school", facts.school_id),
        name=facts.name,
        level=facts.level_label,
        next_visit=facts.next_visit_at or facts.next_visit_on,
        record_key=facts.record_key,
        term=facts.term_words,
        hours=HoursPosition(
            facts.minutes_used, facts.minutes_uncounted, facts.minutes_ceiling
        )
        if facts.record_key and facts.term_key
        else None,
        dues=dues_of(
            facts.waits,
            roles=acts_as(user, facts.school_id, facts.region_id),
            user=user.pk,
            term=facts.term_key,
            most=SHOWN,
            put_off=put_off,
        ),
        vacant=facts.vacant if roles & AUTHORITY_ROLES else "",
    )


def told_apart(user: User, rows: list[Row]) -> Apart:
    """What those who compare and decide are told above their list: a query or two.

    ``rows`` are the first of the list: a proposal to decide is what presses most.
    """
    here = _compared(user)
    counted = here.aggregate(
        queue=Sum("in_queue"), differ=Count("pk", filter=Q(differs=True))
    )
    decide = [
        {"href": due.href, "text": f"{row.name}: {due.text}"}
        for row in rows
        for due in row.dues.shown
        if due.kind is Kind.DECIDE
    ]
    return Apart(
        queue=counted["queue"] or 0,
        decide=decide[:LISTED_APART],
        more_to_decide=len(decide) > LISTED_APART,
        differ=[
            {"href": address("record", record), "name": name, "words": words}
            for record, name, words in (_differing(user) if counted["differ"] else ())
        ],
        more_that_differ=max(0, counted["differ"] - LISTED_APART),
    )


def _compared(reader: User) -> Any:
    return SchoolSummary.objects.filter(at_schools(reader, COMPARERS, path="school"))


@prepared
def _differing(reader: User) -> Any:
    differ = _compared(reader).filter(differs=True).order_by("name", "pk")
    return differ.values_list("record_key", "name", "differ")[:LISTED_APART]
