"""The statement of each year's level, agreed and signed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from engagement.models import LevelStatement
from engagement.services.statements import Agreed, sign_statement, write_statement
from reports.demo.cast import Act, Cast, Story
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Role

A_DAY = timedelta(days=1)


def acts_of_statements(cast: Cast, stories: list[Story]) -> list[Act]:
    """Each is written by the officer, and signed by those of whom the story says so."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    key, day = story["school"], cast.day(story["agreed"])
    officer = cast.officer(key)
    written: list[LevelStatement] = []

    def write() -> None:
        record = cast.record(key, calendar.year_on(day) or cast.years[1], officer)
        agreed = Agreed(on=day, text=story["text"])
        written.append(write_statement(record=record, agreed=agreed, by=officer))

    def sign(part: Role, by: User) -> Callable[[], LevelStatement]:
        return lambda: sign_statement(statement=written[0], part=part, edition=1, by=by)

    at = cast.days.moment(day, "16:45")
    yield Act(at, officer, write)
    for number, part in enumerate(map(Role, story["signed"]), start=1):
        signer = cast.holder(key, part)
        yield Act(at + number * A_DAY, signer, sign(part, signer))
