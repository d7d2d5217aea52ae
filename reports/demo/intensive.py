"""A school in intensive support, as far as its year has come."""

from collections.abc import Callable
from datetime import date, timedelta

from plans.models import IntensiveCase
from plans.services import case_sweep, cases
from reports.demo.cast import Act, Cast, Story
from sitrack.core.models import User

MANY = 100


def acts_of_intensive_support(cast: Cast, stories: list[Story]) -> list[Act]:
    """What was done since the year began: so many days of school after its first day.

    What would lie ahead on the day that the story is told has not happened.
    """
    acts = []
    for story in stories:
        if days := story.get("intensive"):
            acts += _acts(cast, story["key"], days)
    return [act for act in acts if act.at <= cast.days.now]


def _acts(cast: Cast, key: str, days: Story) -> list[Act]:
    first = cast.years[1].terms.earliest("start").start
    officer, head = cast.officer(key), cast.head(key)

    def day(name: str) -> date:
        return cast.days.later(first, days[name])

    def act(name: str, by: User, do: Callable[[IntensiveCase], object]) -> Act:
        at = cast.days.done(day(name), "15:20")
        return Act(at, by, lambda: do(_case(cast, key)))

    return [
        Act(
            cast.days.done(first, "08:45") + timedelta(hours=3),
            officer,
            lambda: case_sweep.open_cases(MANY),
        ),
        act(
            "acknowledged",
            head,
            lambda case: cases.acknowledge(case=case, by=head),
        ),
        act(
            "evaluated",
            officer,
            lambda case: cases.evaluated(
                case=case, basis="inspection", day=day("evaluated"), by=officer
            ),
        ),
    ]


def _case(cast: Cast, key: str) -> IntensiveCase:
    rows = IntensiveCase.objects.select_related("school", "record__framework")
    return rows.get(school=cast.schools[key])
