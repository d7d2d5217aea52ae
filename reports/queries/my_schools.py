"""The schools of a person: level, next visit, hours, and what waits at each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    Q,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Least

from engagement.queries.hours import HoursPosition
from reports.choices import A_KIND, NOTHING_WAITS, RANKED, Kind
from reports.models import SchoolSummary
from reports.queries.dues import Dues, address, dues_of
from reports.summary.waiting import concerning
from schools.access import at_schools, posts_of, roles_at_place
from schools.models import School
from sitrack.core.models import User
from sitrack.core.roles import READERS, SCHOOL_ROLES, Role
from sitrack.core.templatetags.govuk import day, hours, moment

SHOWN = 3
LISTED_APART = 10
COMPARERS = frozenset({Role.LEAD, Role.HEAD})
COLUMNS = [
    *("level_label", "next_visit_on", "next_visit_at", "record_key", "term_key"),
    "term_words",
    *("minutes_used", "minutes_uncounted", "minutes_ceiling", "waits"),
]


@dataclass(frozen=True)
class Row:
    """One school of the list; ``hours`` is None where it has no record this year."""

    href: str
    name: str
    level: str
    next_visit: datetime | date | None
    record_key: int | None
    term: str
    hours: HoursPosition | None
    dues: Dues

    @property
    def next_visit_words(self) -> str:
        if isinstance(self.next_visit, datetime):
            return moment(self.next_visit)
        return day(self.next_visit)

    @property
    def hours_words(self) -> str:
        """Such as "up to 8; 2.5 used" (DER-01, DER-02)."""
        if self.hours is None:
            return ""
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
    """The schools of a list, before its filters."""
    return School.objects.visible_to(user).open()


def only_school(user: User) -> int | None:
    """The one school of a person who works or governs there and nowhere else."""
    posts = posts_of(user)
    schools = {post.school_id for post in posts if post.role in SCHOOL_ROLES}
    if len(schools) == 1 and all(post.role in SCHOOL_ROLES for post in posts):
        return schools.pop()
    return None


def by_attention(schools: Any, user: User) -> Any:
    """The schools, first those where something waits, the most pressing first."""
    own = Q(summary__own_ranks__user=user)
    return schools.annotate(
        own=FilteredRelation("summary__own_ranks", condition=own),
        rank=Coalesce("own__rank", _rank_of_roles(user)),
    ).order_by("rank", "name", "pk")


def _rank_of_roles(user: User) -> Any:
    """The rank that the user's roles give at each school, as an expression."""
    held = {post.role for post in posts_of(user) if post.role in READERS}
    ranks = [
        F(f"summary__{column}")
        if held <= roles
        else Case(
            When(at_schools(user, roles, path=""), then=F(f"summary__{column}")),
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
    """The list's rows from a place on, counted and cut in one query."""
    columns = [f"summary__{name}" for name in COLUMNS]
    counted = found.annotate(
        total=Window(Count("pk")),
        waiting=Window(Count("pk", filter=Q(rank__lt=NOTHING_WAITS))),
    )
    cut = counted.values_list("total", "waiting", "pk", "name", "region_id", *columns)[
        first : first + most
    ]
    found_rows = list(cut)
    total, waiting = found_rows[0][:2] if found_rows else (0, 0)
    rows = [
        _row(pk, name, region, dict(zip(COLUMNS, facts, strict=True)), user)
        for _, _, pk, name, region, *facts in found_rows
    ]
    return Listed(rows, total, waiting)


def _row(
    pk: int, name: str, region: int | None, facts: dict[str, Any], user: User
) -> Row:
    return Row(
        href=address("school", pk),
        name=name,
        level=facts["level_label"],
        next_visit=facts["next_visit_at"] or facts["next_visit_on"],
        record_key=facts["record_key"],
        term=facts["term_words"],
        hours=HoursPosition(
            facts["minutes_used"], facts["minutes_uncounted"], facts["minutes_ceiling"]
        )
        if facts["record_key"] and facts["term_key"]
        else None,
        dues=dues_of(
            facts["waits"],
            roles=roles_at_place(user, pk, region),
            user=user.pk,
            term=facts["term_key"],
            most=SHOWN,
        ),
    )


def told_apart(user: User) -> Apart:
    """What those who compare and decide are told above their list: at most three
    queries, and one where there is nothing."""
    here = SchoolSummary.objects.filter(at_schools(user, COMPARERS, path="school"))
    mine = by_attention(visible_schools(user), user).filter(rank__lt=A_KIND)
    counted = here.aggregate(
        queue=Sum("in_queue"), differ=Count("pk", filter=Q(differs=True))
    )
    queue = counted["queue"] or 0
    decide = list(_to_decide(mine[: LISTED_APART + 1], user)) if queue else []
    differ = here.filter(differs=True).order_by("school__name", "pk")
    return Apart(
        queue=queue,
        decide=decide[:LISTED_APART],
        more_to_decide=len(decide) > LISTED_APART,
        differ=[
            {"href": address("record", record), "name": name, "words": words}
            for record, name, words in (
                differ.values_list("record_key", "school__name", "differ")[
                    :LISTED_APART
                ]
                if counted["differ"]
                else ()
            )
        ],
        more_that_differ=max(0, counted["differ"] - LISTED_APART),
    )


def _to_decide(schools: Any, user: User) -> Iterator[dict[str, str]]:
    """The proposals at these schools that the user may decide."""
    for pk, name, region, waits in schools.values_list(
        "pk", "name", "region_id", "summary__waits"
    ):
        roles = roles_at_place(user, pk, region)
        for group in concerning(waits, roles, user.pk):
            if group["kind"] == Kind.DECIDE:
                for key, _, level in group["lines"]:
                    href = address("engagement:level", key)
                    yield {"href": href, "text": f"{name}: {level}"}
