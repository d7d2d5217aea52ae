"""What the picture of the service is narrowed to, and the lists behind its figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from reports.models import Limit, Moved, TermStanding, Track
from reports.summary.standings import kept_terms, year_before
from schools.access import at_schools
from schools.models import Person, Post, Region, School
from schools.queries.phases import phases_here
from schools.role_names import role_names
from sitrack.core import calendar
from sitrack.core.models import Term, User
from sitrack.core.roles import Capability, Role, roles_with
from sitrack.core.words import word, worded

OFFERED = 4
MOST_OFFICERS = 100
NO_LEVEL = "none"
SINCE = {"term": "since_term", "year": "since_year"}
MOVED = {"up": Moved.UP, "same": Moved.SAME, "down": Moved.DOWN}
WHAT: dict[str, tuple[str, dict[str, Any]]] = {
    "differs": ("where the views differ", {"differs": True}),
    "unvisited": ("without a visit", {"visited": False}),
    "on": ("with a plan on track", {"plan_track": Track.ON}),
    "off": ("with a plan not on track", {"plan_track": Track.OFF}),
    "unreviewed": ("with a plan not yet reviewed", {"plan_track": Track.UNREVIEWED}),
    "near": ("whose plan ends within 30 days", {"plan_limit": Limit.NEAR}),
    "over": (
        "whose plan is past its end, without an extension",
        {"plan_limit": Limit.OVER},
    ),
    "extended": (
        "whose plan is past its first end, with an extension",
        {"plan_limit": Limit.EXTENDED},
    ),
    "planned": ("with a plan under way", {"plan_track__gt": ""}),
}
MOVED_WORDS = {
    "up": "with more support than",
    "same": "at the same {level} as",
    "down": "with less support than",
}
SINCE_WORDS = {"term": "a term before", "year": "a year before"}


@dataclass(frozen=True)
class Box:
    """One list to choose from: name, label, and its choices with the one asked for."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    asked: str


class Picture:
    """One reader's picture of one term, narrowed by region, SEP and phase.

    What is asked for and not offered finds nothing rather than everything.
    """

    NAMES = ("term", "region", "sep", "phase")

    def __init__(self, asked: QueryDict, user: User) -> None:
        self.user = user
        self.terms = kept_terms(calendar.today())
        self.asked = {name: asked.get(name, "").strip() for name in self.NAMES}
        offered = self.terms[:OFFERED]
        named = self.asked["term"]
        self.term = next((one for one in offered if str(one.pk) == named), None)
        if self.term is None:
            self.term = next(iter(offered), None)

    @property
    def is_now(self) -> bool:
        """Whether it shows today, and not how a term ended."""
        return bool(self.terms) and self.term == self.terms[0]

    @property
    def term_before(self) -> Term | None:
        later = [one for one in self.terms if self.term and one.start < self.term.start]
        return next(iter(later), None)

    @property
    def year_before(self) -> Term | None:
        return year_before(self.term, self.terms) if self.term else None

    @property
    def narrowed_words(self) -> str:
        """What it is narrowed to, for headings."""
        words = [
            dict(box.choices).get(box.asked, "")
            for box in self.boxes
            if box.asked and box.name != "term"
        ]
        return ", ".join(filter(None, words))

    def in_terms(self, *terms: Term | None) -> Any:
        """The schools' standings in these terms, as far as the picture reaches."""
        keys = [term.pk for term in terms if term]
        # SQLite sorts the groups of a list of terms, even of a list of one.
        wanted = {"term": keys[0]} if len(keys) == 1 else {"term__in": keys}
        found = TermStanding.objects.visible_to(self.user)
        return self.narrow(found.filter(**wanted, counts=True))

    def narrow(self, found: Any) -> Any:
        if region := self.asked["region"]:
            found = found.filter(region_key=_key(region))
        if phase := self.asked["phase"]:
            found = found.filter(phase=phase)
        if officer := self.asked["sep"]:
            held = Post.objects.in_force(calendar.today()).filter(
                role=Role.OFFICER, person=_key(officer), school__isnull=False
            )
            found = found.filter(school__in=held.order_by().values("school"))
        return found

    def query(self, **more: str) -> str:
        """The picture's own choices and some more, as the query of an address."""
        term = {"term": str(self.term.pk)} if self.term else {}
        chosen = {name: value for name, value in self.asked.items() if value} | term
        return urlencode(
            chosen | {name: value for name, value in more.items() if value}
        )

    @cached_property
    def boxes(self) -> list[Box]:
        """The lists to choose from: two short queries."""
        return list(self._boxes())

    def _boxes(self) -> Iterator[Box]:
        terms = [(str(one.pk), str(one)) for one in self.terms[:OFFERED]]
        yield Box("term", "Term", terms, str(self.term.pk) if self.term else "")
        officer = role_names()[Role.OFFICER]
        for name, label, nothing, choices in (
            ("region", "Region", "Every region", self._regions()),
            ("sep", officer, f"Every {officer}", self._officers()),
            (
                "phase",
                word("School_phase"),
                worded("Every {school_phase}"),
                phases_here(),
            ),
        ):
            if len(choices) > 1 or self.asked[name]:
                yield Box(name, label, [("", nothing), *choices], self.asked[name])

    def first_region(self) -> str:
        """The first region of the reader's, for a page that shows one."""
        return next((key for key, _ in self._regions()), "")

    def _regions(self) -> list[tuple[str, str]]:
        here = School.objects.where(self.user, _READERS).filter(region=OuterRef("pk"))
        regions = Region.objects.filter(Exists(here.order_by())).order_by("name")
        return [(str(key), name) for key, name in regions.values_list("pk", "name")]

    def _officers(self) -> list[tuple[str, str]]:
        """The SEPs of the region asked for; none where they are too many to choose."""
        posts = Post.objects.in_force(calendar.today()).filter(
            at_schools(self.user, _READERS, path="school"),
            role=Role.OFFICER,
            school__isnull=False,
        )
        if region := self.asked["region"]:
            posts = posts.filter(school__region=_key(region))
        held = posts.filter(person=OuterRef("pk")).order_by()
        people = Person.objects.filter(Exists(held)).order_by("name", "pk")
        rows = list(people.values_list("pk", "name")[: MOST_OFFICERS + 1])
        if len(rows) > MOST_OFFICERS:
            return []
        return [(str(key), name) for key, name in rows]


_READERS = roles_with(Capability.SEE_PICTURE)


def _key(asked: str) -> int:
    """A key as it was asked for; 0, which no row has, for anything else."""
    return int(asked) if asked.isdecimal() and len(asked) < 19 else 0


@dataclass(frozen=True)
class Behind:
    """Which schools stand behind one figure: at a level, moved, or of one kind."""

    level: str
    moved: str
    since: str
    what: str

    @classmethod
    def asked_for(cls, asked: QueryDict) -> "Behind":
        names = ("level", "moved", "since", "what")
        return cls(*(asked.get(name, "").strip() for name in names))

    def narrow(self, found: Any) -> Any:
        """The standings behind the figure; none for what is not understood."""
        if self.level:
            found = found.filter(
                level_code="" if self.level == NO_LEVEL else self.level
            )
        if self.moved or self.since:
            if self.moved not in MOVED or self.since not in SINCE:
                return found.none()
            found = found.filter(**{SINCE[self.since]: MOVED[self.moved]})
        if self.what:
            if self.what not in WHAT:
                return found.none()
            found = found.filter(**WHAT[self.what][1])
        return found

    def words(self, levels: dict[str, str]) -> str:
        """What the list holds: "at the level 12 hours"."""
        said = []
        if self.level == NO_LEVEL:
            said.append(worded("whose {level} is not set"))
        elif self.level and self.level in levels:
            said.append(worded("at the {level}") + f" “{levels[self.level]}”")
        if self.moved in MOVED and self.since in SINCE:
            said.append(f"{worded(MOVED_WORDS[self.moved])} {SINCE_WORDS[self.since]}")
        if self.what in WHAT:
            said.append(WHAT[self.what][0])
        return ", ".join(said)
