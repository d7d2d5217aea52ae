"""The directory as it is read: sections with their entries, and the team from posts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from schools.models import DirectoryEntry, DirectorySection, Post
from schools.models.people import titled
from sitrack.core.addresses import address
from sitrack.core.prepared import prepared
from sitrack.core.roles import Role

TEAM = (Role.HEAD, Role.LEAD, Role.OFFICER)
LONGEST = 100


@dataclass
class Member:
    """Somebody of the standards team: what they are, where, how they are reached."""

    name: str
    title: str
    phone: str
    email: str
    areas: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join([self.name, self.title, *self.areas])


@dataclass(frozen=True)
class Line:
    """An entry, and whether its keeper should look at it again."""

    entry: DirectoryEntry
    is_due: bool

    @property
    def change(self) -> str:
        """Where its keeper changes it."""
        return address("schools:contact_change", self.entry.pk)

    @property
    def words(self) -> str:
        entry = self.entry
        return " ".join([entry.topic, entry.name, entry.role, entry.area])


@dataclass(frozen=True)
class Section:
    section: DirectorySection
    lines: list[Line]
    team: list[Member]


def directory(
    asked: str, day: date, names: dict[str, str], *, with_empty: bool
) -> list[Section]:
    """The sections that hold what is asked for, in their order: three queries.

    ``with_empty`` keeps topics that nobody has filled in yet, for their keeper.
    """
    lines: dict[int, list[Line]] = {}
    entries = _entries if with_empty else _filled_in
    for entry in entries(settings.FRAMEWORK):
        line = Line(entry, entry.is_filled_in and entry.is_due(day))
        if _holds(line.words, asked):
            lines.setdefault(entry.section_id, []).append(line)
    members = [one for one in team(day, names) if _holds(one.words, asked)]
    found = [
        Section(
            section,
            lines.get(section.pk, []),
            members if section.from_posts else [],
        )
        for section in _sections(settings.FRAMEWORK)
    ]
    return [one for one in found if one.lines or one.team]


@prepared
def _entries(framework: str) -> Any:
    return DirectoryEntry.objects.of(framework)


@prepared
def _filled_in(framework: str) -> Any:
    return DirectoryEntry.objects.of(framework).filled_in()


@prepared
def _sections(framework: str) -> Any:
    return DirectorySection.objects.filter(framework=framework)


@prepared
def _in_the_team(day: date) -> Any:
    posts = Post.objects.in_force(day).filter(role__in=TEAM).order_by()
    columns = (
        *("person", "person__name", "person__phone", "person__email"),
        *("role", "title", "acting", "region__name", "school__region__name"),
    )
    return posts.values_list(*columns).distinct()


def team(day: date, names: dict[str, str]) -> list[Member]:
    """Who holds a post in the standards team today, by rank and name: one query.

    A SEP's area is that of their schools, an RLE's their region (SUF-K-06).
    """
    found: dict[tuple[int, str], Member] = {}
    ranks: dict[tuple[int, str], tuple[int, str]] = {}
    for (
        person,
        name,
        phone,
        email,
        role,
        title,
        acting,
        region,
        school_region,
    ) in _in_the_team(day):
        printed = titled(title or names[role], acting=acting)
        member = found.setdefault(
            (person, printed), Member(name, printed, phone, email)
        )
        ranks[person, printed] = (TEAM.index(Role(role)), name)
        area = region or school_region
        if area and area not in member.areas:
            member.areas.append(area)
    for member in found.values():
        member.areas.sort()
    return [found[key] for key in sorted(found, key=lambda key: ranks[key])]


def counted(sections: Iterable[Section]) -> int:
    """How many people and services are shown."""
    return sum(len(one.lines) + len(one.team) for one in sections)


def _holds(words: str, asked: str) -> bool:
    return all(part in words.casefold() for part in asked.casefold().split())
