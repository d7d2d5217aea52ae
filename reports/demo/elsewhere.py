"""A small demonstration of a framework other than the default: invented schools alone.

It is told in files of the same kinds as the large one, in a folder of the framework's
own, and each act goes through the services that everybody uses.
"""

from collections.abc import Callable
from datetime import timedelta

from engagement.models import SchoolYearRecord
from engagement.services.decisions import set_opening_level
from engagement.services.priorities import PriorityLine, write_priorities
from engagement.services.records import change_header
from reports.demo.cast import Cast, Story, acting, play, read, stories
from reports.demo.intensive import acts_of_intensive_support
from reports.demo.people import add_people_of_schools, add_team
from reports.demo.phases import acts_of_phases
from reports.demo.schools import acts_of_inspections, add_schools
from reports.demo.visits import acts_of_visits
from sitrack.core import clock
from sitrack.core.models import User

HOUR = timedelta(hours=1)


def tell(cast: Cast) -> None:
    """Everything that happened at the invented schools, up to today."""
    content = read("schools")
    start = cast.years[0].start
    with clock.at(cast.days.moment(start, "08:00")):
        add_team(cast)
        add_schools(cast, content)
        add_people_of_schools(cast, content["schools"])
    for story in content["schools"]:
        _begin(cast, story)
    play(
        [
            *acts_of_visits(cast, read("visits")["visits"]),
            *acts_of_inspections(cast, content["schools"]),
            *acts_of_intensive_support(cast, content["schools"]),
            *acts_of_phases(cast, stories("phases")),
        ]
    )


def _begin(cast: Cast, story: Story) -> None:
    """This year's record with vision, priorities and the level it begins at."""
    key, year = story["key"], cast.years[1]
    officer, head = cast.officer(key), cast.head(key)
    first = cast.days.done(year.terms.earliest("start").start, "08:45")
    decider = cast.user(next(iter(cast.leads.values())))
    for at, by, do in (
        (first, officer, _opened(cast, key, officer)),
        (first + HOUR, head, _written(cast, story, head)),
        (first + 2 * HOUR, decider, _at_level(cast, story, decider)),
    ):
        with acting(at, by):
            do()


def _opened(cast: Cast, key: str, by: User) -> Callable[[], SchoolYearRecord]:
    return lambda: cast.record(key, cast.years[1], by)


def _written(cast: Cast, story: Story, by: User) -> Callable[[], None]:
    def write() -> None:
        record = cast.record(story["key"], cast.years[1], by)
        record.refresh_from_db()
        change_header(
            record=record,
            expected_version=record.version,
            vision=story["vision"],
            adviser="",
            peer_review=None,
            peer_review_note="",
            by=by,
        )
        write_priorities(
            record=record,
            expected_version=record.version,
            lines=[PriorityLine(text) for text in story["priorities"]],
            by=by,
        )

    return write


def _at_level(cast: Cast, story: Story, by: User) -> Callable[[], object]:
    return lambda: set_opening_level(
        record=cast.record(story["key"], cast.years[1], by),
        level=cast.levels[story["level"]],
        effective_from=cast.years[1].start,
        by=by,
    )
