"""What every part of the demonstration builds on, and the year as a list of acts."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from simple_history.signals import pre_create_historical_record

from engagement.models import (
    AssessmentMeasure,
    Criterion,
    FrameworkVersion,
    Level,
    Option,
    SchoolYearRecord,
)
from engagement.rules.cadence import add_months
from engagement.services.records import open_record
from reports.demo.calendar import Days
from schools.access import holders
from schools.models import Person, Post, Region, School
from sitrack.core import clock
from sitrack.core.models import AcademicYear, User
from sitrack.core.roles import Role

Story = dict[str, Any]
# The safe loader in C, where PyYAML was built with it: the files are long.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LAST_YEAR, THIS_YEAR = 0, 1
# A line break inside a paragraph: the next line is neither blank nor a bullet.
WRAP = re.compile(r"(?<!\n)\n[ \t]*(?![\n\-])")


def read(name: str) -> Any:
    """The content of one file of the demonstration: each framework but the default has
    a folder of its own."""
    text = _file(name).read_text(encoding="utf-8")
    return _unwrapped(yaml.load(text, Loader=LOADER))  # noqa: S506


def stories(name: str) -> list[Story]:
    """What the file of this name tells; nothing where the framework has no such file."""
    return read(name)[name] if _file(name).exists() else []


def told_as_usual(name: str) -> list[Story]:
    """The stories of a file, each with what is ``usual`` in it where it says nothing."""
    if not _file(name).exists():
        return []
    content = read(name)
    return [{**content.get("usual", {}), **story} for story in content[name]]


def _file(name: str) -> Path:
    own = "" if settings.FRAMEWORK == settings.DEFAULT_FRAMEWORK else settings.FRAMEWORK
    return Path(settings.BASE_DIR, "fixtures/demo", own, f"{name}.yaml")


def _unwrapped(content: Any) -> Any:
    """The content with each paragraph and bullet on one line, as a person types it."""
    if isinstance(content, dict):
        return {key: _unwrapped(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_unwrapped(value) for value in content]
    if isinstance(content, str):
        return WRAP.sub(" ", content.strip())
    return content


@dataclass
class Cast:
    """The people, schools and days of the demonstration, by the keys of its files."""

    days: Days
    years: list[AcademicYear]
    framework: FrameworkVersion
    regions: dict[str, Region]
    people: dict[str, Person] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    # By the school's key: the keys of its SEP and its headteacher.
    officers: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    # By the region's code: the key of its lead.
    leads: dict[str, str] = field(default_factory=dict)
    _records: dict[tuple[str, int], SchoolYearRecord] = field(default_factory=dict)

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        return {row.code: row for row in self.framework.criteria.all()}

    @cached_property
    def measures(self) -> dict[str, AssessmentMeasure]:
        return {row.code: row for row in self.framework.measures.all()}

    @cached_property
    def levels(self) -> dict[str, Level]:
        return {row.code: row for row in self.framework.levels.all()}

    @cached_property
    def _options(self) -> dict[tuple[str, str], Option]:
        rows = Option.objects.filter(list__framework=self.framework)
        return {(row.list.code, row.code): row for row in rows.select_related("list")}

    def user(self, key: str) -> User:
        """The account of a person; everybody with a key has one."""
        user = self.people[key].user
        if user is None:
            raise LookupError(f"{key} has no account.")
        return user

    def officer(self, school: str) -> User:
        return self.user(self.officers[school])

    def head(self, school: str) -> User:
        return self.user(self.heads[school])

    def holder(self, school: str, role: Role) -> User:
        """The account of whoever holds this post at a school."""
        return self._account(holders(self.schools[school], role)[0])

    def head_of_service(self) -> User:
        """Who answers for the whole service."""
        held = Post.objects.filter(role=Role.HEAD, person__in=self.people.values())
        return self._account(held.select_related("person__user")[0])

    @staticmethod
    def _account(post: Post) -> User:
        if post.person.user is None:
            raise LookupError(f"{post.person} has no account.")
        return post.person.user

    def lead_of(self, school: str) -> User:
        """Who leads the region of a school."""
        region = self.schools[school].region
        return self.user(self.leads[region.code if region else ""])

    def option(self, of: str, code: str) -> Option:
        """An option of one of the framework's lists."""
        return self._options[of, code]

    def inspection_headline(self, code: str) -> str:
        """How the framework words an inspection's outcome, or our own words of it."""
        listed = self._options.get(("ofsted_headline", code))
        return listed.label if listed else code.replace("_", " ").capitalize()

    def day_of_year(self, count: int, year: int = THIS_YEAR) -> date:
        """So many days of school after the first day of this school year."""
        return self.days.later(self.years[year].terms.earliest("start").start, count)

    def day(self, when: Story) -> date:
        """The day that a story means: counted from today, from the first day of a year,
        or from a day that the framework's ``days.yaml`` names. Months are those of the
        calendar, everything else is told in days of school (fixtures/demo/README.md)."""
        if "this_year" in when:
            return self.day_of_year(when["this_year"])
        if "last_year" in when:
            return self.day_of_year(when["last_year"], LAST_YEAR)
        if "of" not in when:
            return self.days.school_day(when["days"])
        start = add_months(self.marks[when["of"]], when.get("months", 0))
        return self.days.beside(start, when.get("after", 0))

    def moment(self, when: Story, at: str) -> datetime:
        """A time of the day that a story means."""
        return self.days.moment(self.day(when), at)

    def due(self, when: Story) -> date:
        """When something is due: what lies ahead of today is due when people work."""
        return self.days.due_day(when["days"]) if "days" in when else self.day(when)

    @cached_property
    def marks(self) -> dict[str, date]:
        """The days that stories are told from: so many months before a day that is
        counted from today. What should lie ahead of today still does, and what lies
        behind it too."""
        return {one["name"]: self._mark(one) for one in stories("days")}

    def _mark(self, told: Story) -> date:
        day = add_months(self.days.school_day(told["days"]), -told["months"])
        nearest = self.days.beside(day, 0)
        ahead = told["days"] > 0 or nearest == day
        return nearest if ahead else self.days.beside(day, -1)

    def record(self, school: str, year: AcademicYear, by: User) -> SchoolYearRecord:
        """An invented school's record, opened by this person if it is not yet."""
        key = (school, year.pk)
        if key not in self._records:
            self._records[key] = open_record(
                school=self.schools[school],
                year=year,
                framework=self.framework,
                by=by,
            )
        return self._records[key]


@dataclass(frozen=True)
class Act:
    """Something that somebody did at a moment of the year."""

    at: datetime
    by: User
    do: Callable[[], object]


def play(acts: list[Act]) -> None:
    """Do everything in the order in which it happened."""
    for act in sorted(acts, key=lambda act: act.at):
        with acting(act.at, act.by):
            act.do()


@contextmanager
def acting(at: datetime, by: User) -> Iterator[None]:
    """Let a moment and a person stand in the history of whatever is written."""

    def sign(history_instance: Any, **kwargs: Any) -> None:
        history_instance.history_date = at
        history_instance.history_user = by

    pre_create_historical_record.connect(sign, weak=False)
    try:
        with clock.at(at):
            yield
    finally:
        pre_create_historical_record.disconnect(sign)
