"""The turn of the year: last year's records of the invented schools are locked."""

from collections.abc import Callable
from datetime import timedelta

from engagement.services.year import open_begun
from reports.demo.cast import Act, Cast, Story
from reports.services.rollover import roll_over
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken

# By then the last notes of the summer are final, and nobody enters time in that year.
DAYS_INTO_THE_YEAR = 40
MANY = 1_000


def acts_of_the_turn(cast: Cast, stories: list[Story], *, by: User) -> list[Act]:
    """The head of service carries each school over some weeks into this year, once
    that day has passed."""
    day = cast.years[1].start + timedelta(days=DAYS_INTO_THE_YEAR)
    at = cast.days.moment(day, "16:00")
    opening = Act(cast.days.done(cast.years[1].start, "07:00"), by, _open)
    if at > cast.days.now:
        return [opening]
    return [
        opening,
        *(Act(at, by, _carry(cast, story["key"], by)) for story in stories),
    ]


def _open() -> None:
    """What the sweep does on the first day: it opens what was prepared."""
    open_begun(limit=MANY)


def _carry(cast: Cast, key: str, by: User) -> Callable[[], None]:
    def carry() -> None:
        try:
            roll_over(
                school=cast.schools[key],
                into=cast.years[1],
                framework=cast.framework,
                by=by,
            )
        except RuleBroken:
            # Its last note is not final yet: it waits, as schools do.
            return

    return carry
