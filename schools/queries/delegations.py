"""Who may act for the headteacher of a school, now, later and before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from schools.models import Delegation, Post, School
from schools.queries.people import post_title
from sitrack.core import calendar
from sitrack.core.roles import TAKES
from sitrack.core.templatetags.govuk import day as say

MOST_PAST = 10


@dataclass(frozen=True)
class Line:
    """One thing that somebody may do, or might, in words."""

    pk: int
    name: str
    title: str
    thing: str
    giver: str
    when: str


@dataclass(frozen=True)
class Lines:
    """What lasts, and the latest of what is over."""

    lasting: list[Line]
    over: list[Line]


def delegations_at(school: School, names: dict[str, str]) -> Lines:
    """What the headteachers of a school let deputies do: one query."""
    today = calendar.today()
    rows = list(
        Delegation.objects.filter(to__school=school)
        .select_related("to__person", "giver__person")
        .order_by("to__person__name", "start", "pk")
    )
    lasting = [one for one in rows if one.lasts(today)]
    over = sorted(
        (one for one in rows if not one.lasts(today)),
        key=lambda one: (one.last_day, one.pk),
        reverse=True,
    )
    return Lines(
        [_line(one, names, _from_until(one, today)) for one in lasting],
        [_line(one, names, _ended(one)) for one in over[:MOST_PAST]],
    )


def deputies_of(school: School) -> Any:
    """The posts at a school whose holders may be let act, with their people."""
    rows = Post.objects.filter(role=TAKES, school=school).select_related("person")
    return rows.in_force(calendar.today()).order_by("person__name", "pk")


def _line(one: Delegation, names: dict[str, str], when: str) -> Line:
    person, title = one.to.person.name, post_title(one.to, names)
    thing = one.words
    return Line(one.pk, person, title, thing, one.giver.person.name, when)


def _from_until(one: Delegation, today: date) -> str:
    begins = f"from {say(one.start)} " if one.start > today else ""
    return f"{begins}until {say(one.last_day)}"


def _ended(one: Delegation) -> str:
    """Such as "until 31 July 2026", "withdrawn on 3 February 2026"."""
    if one.withdrawn_at:
        return f"withdrawn on {say(one.last_day)}"
    return f"until {say(one.last_day)}"
