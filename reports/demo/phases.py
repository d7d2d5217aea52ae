"""A trust's schools in their phases: marked, reviewed, and with people deployed."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from engagement.models import SchoolYearRecord
from engagement.queries.occasions import kinds_at
from engagement.queries.phases import Board, board_of, sheet_version
from engagement.services.deployments import Deployed, deploy
from engagement.services.occasions import hold_occasion
from engagement.services.phases import Held, Marked, hold_review, mark
from reports.demo.cast import Act, Cast, Story
from sitrack.core import calendar
from sitrack.core.models import User


def acts_of_phases(cast: Cast, stories: list[Story]) -> list[Act]:
    """What was done since the year began: so many days of school after its first day.

    What would lie ahead on the day that the story is told has not happened.
    """
    acts = [act for story in stories for act in _acts(cast, story)]
    return [act for act in acts if act.at <= cast.days.now]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    key = story["school"]
    for told, at, do in (
        ("deployments", "11:30", _deploy),
        ("marks", "14:10", _mark),
        ("held", "15:10", _hold),
        ("reviews", "16:00", _review),
    ):
        for one in story.get(told, []):
            day = cast.day_of_year(one["day"])
            moment = cast.days.moment(day, at)
            yield Act(moment, cast.officer(key), do(cast, key, one, day))


def _deploy(cast: Cast, key: str, story: Story, day: date) -> Callable[[], object]:
    by = cast.officer(key)
    deployed = Deployed(cast.people[story["who"]], Decimal(story["share"]), day)
    return lambda: deploy(record=_record(cast, key, by), deployed=deployed, by=by)


def _mark(cast: Cast, key: str, story: Story, day: date) -> Callable[[], object]:
    by, group = cast.officer(key), story["group"]

    def act() -> int:
        record = _record(cast, key, by)
        shown = _board(record).group(group)
        return mark(
            record=record,
            group=group,
            title=shown.label if shown else "Actions",
            marked=[Marked(**one) for one in story["marked"]],
            seen_on=day,
            expected_version=sheet_version(record.school_id, group),
            by=by,
        )

    return act


def _review(cast: Cast, key: str, story: Story, day: date) -> Callable[[], object]:
    by = cast.officer(key)

    def act() -> object:
        record = _record(cast, key, by)
        held = Held(day, story["present"], story["summary"], story["next_steps"])
        assignment = _board(record).held
        return hold_review(record=record, assignment=assignment, held=held, by=by)

    return act


def _hold(cast: Cast, key: str, story: Story, day: date) -> Callable[[], object]:
    by, code = cast.officer(key), story["code"]

    def act() -> object:
        record = _record(cast, key, by)
        labels = {kind.code: kind.label for kind in kinds_at(record, _board(record))}
        return hold_occasion(
            record=record,
            code=code,
            label=labels[code],
            day=day,
            outcome=story["outcome"],
            by=by,
        )

    return act


def _record(cast: Cast, key: str, by: User) -> SchoolYearRecord:
    return cast.record(key, cast.years[1], by)


def _board(record: SchoolYearRecord) -> Board:
    board = board_of(record, calendar.today())
    if board is None:
        raise LookupError(f"{record.school} is in no phase yet.")
    return board
