"""The reports of a term to the senior officer, put together from the reviews of it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from plans.services.term_reports import assembled, save_report, send_report
from reports.demo.cast import Act, Cast, Story
from sitrack.core.models import Term, User

BEFORE_THE_END = timedelta(days=4)


def acts_of_term_reports(cast: Cast, stories: list[Story]) -> list[Act]:
    """One that was sent before its term ended, and one that is being written."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    by = cast.officer(story["school"])
    for term, day in _told(cast, story):
        at = cast.days.moment(day, "16:05")
        yield Act(at, by, _write(cast, story, term, by))


def _told(cast: Cast, story: Story) -> list[tuple[Term, date]]:
    """The term whose report it is with the day of it: none before the plan began."""
    first = cast.day(story["since"])
    ends = [(t, cast.days.beside(t.end - BEFORE_THE_END, 0)) for t in cast.days.terms]
    if story["sent"]:
        return [pair for pair in ends if first < pair[1] < cast.days.today][-1:]
    day = cast.day(story["written"])
    begun = [term for term, end in ends if term.start <= day < end]
    return [(term, day) for term in begun if first < day]


def _write(cast: Cast, story: Story, term: Term, by: User) -> Callable[[], None]:
    def write() -> None:
        school = cast.schools[story["school"]]
        text = "\n\n".join(filter(None, [assembled(school, term), story["text"]]))
        report = save_report(
            school=school, term=term, text=text, expected_version=0, by=by
        )
        if story["sent"]:
            send_report(report=report, by=by)

    return write
