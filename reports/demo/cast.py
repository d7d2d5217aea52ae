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
from engagement.services.records import open_record
from reports.demo.calendar import Days
from schools.models import Person, Region, School
from sitrack.core import clock
from sitrack.core.models import AcademicYear, User

Story = dict[str, Any]
# The safe loader in C, where PyYAML was built with it: the files are long.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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

    def option(self, of: str, code: str) -> Option:
        """An option of one of the framework's lists."""
        return self._options[of, code]

    def inspection_headline(self, code: str) -> str:
        """How the framework words an inspection's outcome, or our own words of it."""
        listed = self._options.get(("ofsted_headline", code))
        return listed.label if listed else code.replace("_", " ").capitalize()

    def day_of_year(self, count: int) -> date:
        """So many days of school after the first day of this school year."""
        return self.days.later(self.years[1].terms.earliest("start").start, count)

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
