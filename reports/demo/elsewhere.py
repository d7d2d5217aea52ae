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
from reports.demo.cases import acts_of_cases
from reports.demo.cast import (
    LAST_YEAR,
    THIS_YEAR,
    Act,
    Cast,
    Story,
    acting,
    play,
    read,
    stories,
    told_as_usual,
)
from reports.demo.contacts import acts_of_contacts
from reports.demo.evaluations import acts_of_evaluations
from reports.demo.gradings import acts_of_gradings
from reports.demo.letters import acts_of_letters
from reports.demo.levels import acts_of_changes
from reports.demo.people import add_people_of_schools, add_team
from reports.demo.phases import acts_of_phases
from reports.demo.plans import acts_of_plans
from reports.demo.pooled import acts_of_pooling
from reports.demo.reviews import acts_of_reviews
from reports.demo.schools import acts_of_inspections, add_schools
from reports.demo.self_evaluations import acts_of_self_evaluations
from reports.demo.service import acts_of_the_service
from reports.demo.statements import acts_of_statements
from reports.demo.support_plans import acts_of_support_plans
from reports.demo.term_reports import acts_of_term_reports
from reports.demo.turn import acts_of_the_turn
from reports.demo.visits import acts_of_visits
from sitrack.core import clock
from sitrack.core.models import AcademicYear, User

HOUR = timedelta(hours=1)


def tell(cast: Cast) -> None:
    """Everything that happened at the invented schools, up to today."""
    content = read("schools")
    start = cast.years[0].start
    with clock.at(cast.days.moment(start, "08:00")):
        add_team(cast)
        add_schools(cast, content)
        add_people_of_schools(cast, content["schools"])
    told = content["schools"]
    from_last_year = content["told_from"] == "last_year"
    for story in told:
        _begin(cast, story, cast.years[LAST_YEAR if from_last_year else THIS_YEAR])
    visits = told_as_usual("visits")
    acts = [
        *(_acts_of_this_year(cast, told) if from_last_year else []),
        *acts_of_visits(cast, visits),
        *acts_of_pooling(cast, visits),
        *acts_of_inspections(cast, told),
        *acts_of_changes(cast, stories("levels")),
        *acts_of_statements(cast, stories("statements")),
        *acts_of_self_evaluations(cast, stories("self_evaluations")),
        *acts_of_evaluations(cast, stories("evaluations")),
        *acts_of_support_plans(cast, stories("support_plans")),
        *acts_of_letters(cast, stories("letters")),
        *acts_of_cases(cast, stories("cases")),
        *acts_of_phases(cast, stories("phases")),
        *acts_of_the_service(cast, stories("service")),
        *acts_of_gradings(cast, stories("gradings"), stories("validations")),
        *acts_of_plans(cast, {"plans": stories("plans")}),
        *acts_of_reviews(cast, stories("reviews")),
        *acts_of_contacts(cast, stories("contacts")),
        *acts_of_term_reports(cast, stories("term_reports")),
    ]
    # What would lie ahead on the day that the story is told has not happened.
    play([act for act in acts if act.at <= cast.days.now])


def _acts_of_this_year(cast: Cast, told: list[Story]) -> list[Act]:
    """This year's records, opened by those who work with the schools, and the turn."""
    year = cast.years[1]
    first = cast.days.done(year.terms.earliest("start").start, "08:30")
    officers = [(story["key"], cast.officer(story["key"])) for story in told]
    opening = [Act(first, by, _opened(cast, key, by)) for key, by in officers]
    return [*opening, *acts_of_the_turn(cast, told, by=cast.head_of_service())]


def _begin(cast: Cast, story: Story, year: AcademicYear) -> None:
    """The first record with vision, priorities and the level it begins at."""
    key = story["key"]
    officer = cast.officer(key)
    came_later = "since" in story["people"]["headteacher"]
    writer = officer if came_later else cast.head(key)
    first = cast.days.done(year.terms.earliest("start").start, "08:45")
    decider = cast.lead_of(key)
    for at, by, do in (
        (first, officer, lambda: cast.record(key, year, officer)),
        (first + HOUR, writer, _written(cast, story, year, writer)),
        (first + 2 * HOUR, decider, _at_level(cast, story, year, decider)),
    ):
        with acting(at, by):
            do()


def _opened(cast: Cast, key: str, by: User) -> Callable[[], SchoolYearRecord]:
    return lambda: cast.record(key, cast.years[1], by)


def _written(
    cast: Cast, story: Story, year: AcademicYear, by: User
) -> Callable[[], None]:
    def write() -> None:
        record = cast.record(story["key"], year, by)
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


def _at_level(
    cast: Cast, story: Story, year: AcademicYear, by: User
) -> Callable[[], object]:
    return lambda: set_opening_level(
        record=cast.record(story["key"], year, by),
        level=cast.levels[story["level"]],
        effective_from=year.start,
        by=by,
    )
