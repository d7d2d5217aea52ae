"""The picture of the service in figures: few queries, whatever the number of schools."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, Count, Sum, Value, When
from django.db.models.functions import Coalesce

from engagement.models import Level, RestrictedLetter
from engagement.rules.letters import OVER
from reports.models import Limit, Track
from reports.picture import MOVED, NO_LEVEL, Picture
from schools.access import roles_anywhere
from schools.models import Person
from sitrack.core.models import Term, User
from sitrack.core.roles import Role

MOST_CASELOADS = 10
GROUPED = (
    *("level_code", "since_term", "since_year"),
    *("visited", "differs", "plan_track", "plan_limit"),
)


class _Group(NamedTuple):
    """Schools that are alike in all that the picture counts, and what they add up to."""

    level: str
    since_term: int | None
    since_year: int | None
    visited: bool
    differs: bool
    track: str
    limit: str
    schools: int
    used: int
    ceiling: int
    red: int
    amber: int
    green: int


class Counted(NamedTuple):
    """A count with the list behind it, by the query of its address."""

    number: int
    href: str


@dataclass(frozen=True)
class LevelRow:
    """One level: how many schools stand at it now, a term before and a year before."""

    code: str
    label: str
    short: str
    now: Counted
    before: Counted | None
    year: Counted | None


@dataclass(frozen=True)
class MovedRow:
    """How many schools went up or down, or stayed, since an earlier day (DER-10)."""

    words: str
    up: Counted
    same: Counted
    down: Counted
    unknown: int


@dataclass(frozen=True)
class Figures:
    """All that the page counts."""

    schools: int
    levels: list[LevelRow]
    moved: list[MovedRow]
    counted: dict[str, Counted]
    rag: dict[str, int]
    used: int
    ceiling: int
    without_officer: int = 0
    caseloads: list["Caseload"] = field(default_factory=list)

    @property
    def plans(self) -> int:
        return self.counted["planned"].number

    @property
    def rated(self) -> int:
        return sum(self.rag.values())


class Caseload(NamedTuple):
    """Schools of one SEP, with minutes used and their ceilings (DER-15)."""

    person: int
    name: str
    schools: int
    used: int
    ceiling: int


def levels_in_order() -> list[tuple[str, str, str]]:
    """Code, label and short name of the framework's levels; one that is not set last."""
    levels = Level.objects.filter(
        framework__code=settings.FRAMEWORK, framework__retired_on=None
    ).order_by("order", "pk")
    rows = levels.values_list("code", "label", "short_name")
    named = {code: (code, label, short or label) for code, label, short in rows}
    return [*named.values(), ("", "Level not set", "Not set")]


def letters_in_force(user: User) -> int | None:
    """How many restricted letters are out and not over: a count, for the head of
    service alone (CONF-01)."""
    if Role.HEAD not in roles_anywhere(user):
        return None
    out = RestrictedLetter.objects.visible_to(user).filter(issued_at__isnull=False)
    return int(out.exclude(state__in=OVER).count())


def figures(picture: Picture) -> Figures:
    """Every figure of the picture: a query for the term, one for the two terms that it
    is compared with, a short one for the levels' names, and two for caseloads."""
    now = _groups(picture.in_terms(picture.term))
    caseloads, without = _caseloads(picture)
    return Figures(
        schools=sum(one.schools for one in now),
        levels=_levels(picture, now),
        moved=list(_moved(picture, now)),
        counted=_counted(picture, now),
        rag={
            "red": sum(one.red for one in now),
            "amber": sum(one.amber for one in now),
            "green": sum(one.green for one in now),
        },
        used=sum(one.used for one in now),
        ceiling=sum(one.ceiling for one in now),
        without_officer=without,
        caseloads=caseloads,
    )


def _groups(standings: Any) -> list[_Group]:
    rows = standings.order_by().values(*GROUPED)
    summed = rows.annotate(
        schools=Count("*"),
        used=Sum("minutes_used"),
        ceiling=Coalesce(Sum("minutes_ceiling"), 0),
        reds=Sum("red"),
        ambers=Sum("amber"),
        greens=Sum("green"),
    )
    names = ("schools", "used", "ceiling", "reds", "ambers", "greens")
    return [_Group._make(row) for row in summed.values_list(*GROUPED, *names)]


def _levels(picture: Picture, now: list[_Group]) -> list[LevelRow]:
    earlier = _counts_in(picture, picture.term_before, picture.year_before)
    before, year = (
        earlier.get(term.pk, Counter()) if term else Counter[str]()
        for term in (picture.term_before, picture.year_before)
    )
    counts = (_by_level(now), before, year)
    known = levels_in_order()
    codes = {code for code, *_ in known}
    gone = sorted({code for found in counts for code in found} - codes)
    rows = [
        LevelRow(
            code,
            label,
            short,
            _at(picture, picture.term, code, counts[0]),
            _at(picture, picture.term_before, code, counts[1]) if before else None,
            _at(picture, picture.year_before, code, counts[2]) if year else None,
        )
        for code, label, short in [*known, *((code, code, code) for code in gone)]
    ]
    return [row for row in rows if row.code or _any(row)]


def _counts_in(picture: Picture, *terms: Term | None) -> dict[int, Counter[str]]:
    """Schools by level in earlier terms, by the term's key."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = picture.in_terms(*terms).order_by().values("term", "level_code")
    counted = rows.annotate(schools=Count("*"))
    for term, code, schools in counted.values_list("term", "level_code", "schools"):
        found[term][code] = schools
    return found


def _any(row: LevelRow) -> bool:
    return any(one and one.number for one in (row.now, row.before, row.year))


def _by_level(groups: Iterable[_Group]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in groups:
        found[one.level] += one.schools
    return found


def _at(
    picture: Picture, term: Term | None, code: str, counts: Counter[str]
) -> Counted:
    query = picture.query(level=code or NO_LEVEL, term=str(term.pk) if term else "")
    return Counted(counts[code], query)


def _moved(picture: Picture, now: list[_Group]) -> Iterable[MovedRow]:
    for since, words, term in (
        ("term", "Since the term before", picture.term_before),
        ("year", "Since a year before", picture.year_before),
    ):
        found: Counter[int | None] = Counter()
        for one in now:
            found[one.since_term if since == "term" else one.since_year] += one.schools
        if term is None:
            continue
        up, same, down = (
            Counted(found[MOVED[way]], picture.query(moved=way, since=since))
            for way in ("up", "same", "down")
        )
        yield MovedRow(words, up, same, down, found[None])


def _counted(picture: Picture, now: list[_Group]) -> dict[str, Counted]:
    def count(**wanted: Any) -> int:
        return sum(
            one.schools
            for one in now
            if all(getattr(one, name) == value for name, value in wanted.items())
        )

    found = {
        "differs": count(differs=True),
        "unvisited": count(visited=False),
        "planned": sum(one.schools for one in now if one.track),
        "on": count(track=Track.ON),
        "off": count(track=Track.OFF),
        "unreviewed": count(track=Track.UNREVIEWED),
        "near": count(limit=Limit.NEAR),
        "over": count(limit=Limit.OVER),
        "extended": count(limit=Limit.EXTENDED),
    }
    return {
        what: Counted(number, picture.query(what=what))
        for what, number in found.items()
    }


def _caseloads(picture: Picture) -> tuple[list[Caseload], int]:
    """The largest caseloads, and how many schools are nobody's; of today alone."""
    if not picture.is_now:
        return [], 0
    nobody_first = Case(When(officer_key=None, then=Value(0)), default=Value(1))
    rows = picture.in_terms(picture.term).order_by().values("officer_key")
    summed = rows.annotate(
        schools=Count("*"),
        used=Sum("minutes_used"),
        ceiling=Coalesce(Sum("minutes_ceiling"), 0),
    ).order_by(nobody_first, "-schools", "officer_key")
    found = list(summed[: MOST_CASELOADS + 1])
    names = dict(
        Person.objects.filter(pk__in=[row["officer_key"] for row in found]).values_list(
            "pk", "name"
        )
    )
    without = sum(row["schools"] for row in found if row["officer_key"] is None)
    loads = [
        Caseload(
            row["officer_key"],
            names[row["officer_key"]],
            row["schools"],
            row["used"],
            row["ceiling"],
        )
        for row in found
        if row["officer_key"] in names
    ]
    return loads[:MOST_CASELOADS], without
