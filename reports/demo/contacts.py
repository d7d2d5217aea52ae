"""Contacts with schools, each noted in one line: the weekly and fortnightly meetings."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from engagement.services.contacts import Line, note_contact
from reports.demo.cast import Act, Cast, Story
from sitrack.core import calendar
from sitrack.core.models import User

A_WEEK = timedelta(days=7)


def acts_of_contacts(cast: Cast, stories: list[Story]) -> list[Act]:
    """The lines of each log, the last on the day that it says and the others so many
    weeks before; what fell into a holiday was not held, and no line is lost by it."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    by, first = cast.officer(story["school"]), cast.day(story["first"])
    days = _days(cast, cast.day(story["last"]), story["weeks"] * A_WEEK)
    for day, words in zip(days, reversed(story["lines"]), strict=False):
        if day < first:
            return
        line = Line(story["kind"], day, story["who"], words)
        at = cast.days.moment(day, "16:50")
        yield Act(at, by, _note(cast, story["school"], line, by))


def _days(cast: Cast, last: date, step: timedelta) -> Iterator[date]:
    """Backwards from the last day, those on which schools are open."""
    open_on, day = set(cast.days.school_days), last
    while day >= cast.years[0].start:
        if day in open_on:
            yield day
        day -= step


def _note(cast: Cast, school: str, line: Line, by: User) -> Callable[[], object]:
    def note() -> object:
        year = calendar.year_on(line.on) or cast.years[1]
        record = cast.record(school, year, by)
        return note_contact(record=record, line=line, by=by)

    return note
