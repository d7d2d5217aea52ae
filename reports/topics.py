"""What a weekly mail counts, for whom, and on which day it goes: no models, no request."""

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from reports.choices import Kind
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, Role
from sitrack.core.working_days import is_working_day

WORKING_WEEK = range(5)


class Topic(StrEnum):
    """Kinds of what waits, as a mail counts them."""

    VISITS = "visits"
    NOTES = "notes"
    VIEWS = "views"
    LEVELS = "levels"
    STEPS = "steps"
    PLANS = "plans"
    TERM = "term"
    HOURS = "hours"
    SERVICE = "service"


T = Topic
# With the words of the framework still to be put in.
TITLES: dict[Topic, str] = {
    T.VISITS: "Visits to plan, hold or write up",
    T.NOTES: "Notes and comments to answer or make final",
    T.VIEWS: "Views to give",
    T.LEVELS: "{Level} proposals to decide or rework",
    T.STEPS: "Next steps overdue",
    T.PLANS: "Plans to agree, and their actions overdue",
    T.TERM: "What the end of the term still asks for",
    T.HOURS: "More hours used than the ceiling",
    T.SERVICE: "What is due of the whole service",
}
TOPIC_OF: dict[Kind, Topic] = {
    Kind.NO_VISIT: T.VISITS,
    Kind.NO_NEXT_VISIT: T.VISITS,
    Kind.OTHER_TIME: T.VISITS,
    Kind.HELD: T.VISITS,
    Kind.DRAFT: T.VISITS,
    Kind.READ_NOTE: T.NOTES,
    Kind.COMMENT: T.NOTES,
    Kind.FINALISE: T.NOTES,
    Kind.TRAJECTORY: T.VIEWS,
    Kind.LEVEL_VIEW: T.VIEWS,
    Kind.VIEW_AFTER: T.VIEWS,
    Kind.SIGN: T.VIEWS,
    Kind.DECIDE: T.LEVELS,
    Kind.RETURNED: T.LEVELS,
    Kind.STEP: T.STEPS,
    Kind.AGREE_PLAN: T.PLANS,
    Kind.ACTION: T.PLANS,
    Kind.CASE: T.PLANS,
    Kind.DUE: T.TERM,
    Kind.HOURS: T.HOURS,
    Kind.SERVICE: T.SERVICE,
}
# What has a day that somebody is held to; the day of all else is that of its visit.
PROMISED = {
    *(Kind.STEP, Kind.ACTION, Kind.HELD, Kind.NO_VISIT, Kind.NO_NEXT_VISIT),
    *(Kind.TRAJECTORY, Kind.DUE, Kind.SERVICE),
}

_OF_A_TEAM = frozenset({T.VISITS, T.NOTES, T.PLANS})
_OF_LEADERS = frozenset({T.NOTES, T.VIEWS, T.LEVELS, T.STEPS, T.PLANS, T.TERM})
# What can wait for a role at all; whoever governs or administers is asked for nothing.
OFFERED: dict[Role, frozenset[Topic]] = {
    **dict.fromkeys(AUTHORITY_ROLES, frozenset(Topic) - {T.SERVICE}),
    **dict.fromkeys((Role.LEAD, Role.HEAD), frozenset(Topic)),
    **dict.fromkeys(SCHOOL_LEADERS, _OF_LEADERS),
    Role.TEAM: _OF_A_TEAM,
}
# What is counted until somebody chooses: of many schools only what nobody else does.
UNASKED: dict[Role, frozenset[Topic]] = {
    **OFFERED,
    Role.LEAD: frozenset({T.NOTES, T.VIEWS, T.LEVELS, T.HOURS, T.SERVICE}),
    Role.HEAD: frozenset({T.NOTES, T.LEVELS, T.SERVICE}),
    Role.DIRECTOR: frozenset({T.NOTES}),
}


def offered_to(roles: Iterable[Role]) -> list[Topic]:
    """What somebody with these roles may have counted, in the order of a mail."""
    may = frozenset[Topic]().union(*(OFFERED.get(role, ()) for role in roles))
    return [topic for topic in Topic if topic in may]


def counted_for(roles: Iterable[Role], said: Mapping[str, bool]) -> list[Topic]:
    """What is counted for somebody: as they said, else as is usual for their roles."""
    held = list(roles)
    usual = frozenset[Topic]().union(*(UNASKED.get(role, ()) for role in held))
    return [topic for topic in offered_to(held) if said.get(topic, topic in usual)]


def day_in_week(week: date, weekday: int, closed: Container[date]) -> date | None:
    """The day of a week, told by its Monday, on which a mail of a weekday goes: that
    day, else the next of the week on which people work, else the last before it."""
    chosen = week + timedelta(days=weekday)
    days = [week + timedelta(days=number) for number in WORKING_WEEK]
    open_days = [day for day in days if is_working_day(day, closed)]
    after = [day for day in open_days if day >= chosen]
    return min(after) if after else max(open_days, default=None)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_overdue(kind: Kind, due_on: date | None, today: date) -> bool:
    """Whether a day that somebody is held to has passed."""
    return kind in PROMISED and due_on is not None and due_on < today
