"""Visits of which several schools have a share."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from reports.demo.cast import Act, Cast, Story
from sitrack.core import calendar
from sitrack.core.models import User
from visits.models import Visit
from visits.services.pooling import Share, let_name_show, pool
from visits.services.replies import answer, comment, finalise

HOUR = timedelta(hours=1)


def acts_of_pooling(cast: Cast, stories: list[Story]) -> list[Act]:
    """The note goes to the other schools once it is shared, and each answers it."""
    told = [story for story in stories if "pooled" in story]
    return [act for story in told for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    by, day = cast.user(story["lead"]), cast.day(story["when"])
    host = cast.head(story["school"])
    shared = cast.days.done(cast.days.later(day, 2), "12:20")
    answered = cast.days.done(cast.days.later(day, 4), "13:15")

    def share() -> None:
        year = calendar.year_on(day) or cast.years[1]
        shares = [
            Share(cast.record(one["school"], year, by), one["minutes"])
            for one in story["pooled"]
        ]
        pool(visit=_visit(cast, story["school"], day), shares=shares, by=by)

    def show() -> None:
        visit = _visit(cast, story["school"], day)
        let_name_show(visit=visit, shown=True, by=host)

    yield Act(shared, by, share)
    yield Act(shared + HOUR, host, show)
    for one in story["pooled"]:
        if "comment" in one:
            head = cast.head(one["school"])
            said = _answered(cast, one, day, head)
            yield Act(answered, head, said)
            last = cast.days.done(cast.days.later(day, 5), "10:20")
            yield Act(last, by, _finished(cast, one, day, by))


def _answered(cast: Cast, told: Story, day: date, by: User) -> Callable[[], object]:
    return lambda: comment(
        visit=_visit(cast, told["school"], day), text=told["comment"], by=by
    )


def _finished(cast: Cast, told: Story, day: date, by: User) -> Callable[[], object]:
    def finish() -> Visit:
        visit = _visit(cast, told["school"], day)
        for said in visit.comments.exclude(text=""):
            answer(comment=said, text=told["answer"], by=by)
        return finalise(visit=visit, expected_version=visit.version, by=by)

    return finish


def _visit(cast: Cast, school: str, day: date) -> Visit:
    rows = Visit.objects.select_related("record__school", "visit_type", "lead")
    found: Visit = rows.get(record__school=cast.schools[school], date=day)
    return found
