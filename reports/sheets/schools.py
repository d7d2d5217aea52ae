"""Lists of schools: one's own, of an officer, behind a figure, at a term's end."""

from datetime import date, datetime
from operator import attrgetter, itemgetter
from typing import Any

from sitrack.core.sheets import Sheet, in_hours


def _visit_day(value: datetime | date | None) -> date | None:
    return value.astimezone().date() if isinstance(value, datetime) else value


def _dues(row: Any) -> str:
    more = [f"and {row.dues.more} more"] if row.dues.more else []
    return "; ".join([*(due.words for due in row.dues.shown), *more])


def _of_hours(name: str) -> Any:
    """A number of hours of a school's position; empty without a record."""
    return lambda row: in_hours(getattr(row.hours, name)) if row.hours else None


MY_SCHOOLS = Sheet(
    "schools",
    {
        "School": attrgetter("name"),
        "Level": attrgetter("level"),
        "Next visit": lambda row: _visit_day(row.next_visit),
        "Hours up to": _of_hours("ceiling"),
        "Hours used": _of_hours("used"),
        "Hours over": _of_hours("over"),
        "Waits": _dues,
        "Late": lambda row: row.dues.is_late,
        "Vacant": attrgetter("vacant"),
        "Record opened": lambda row: row.record_key is not None,
    },
)
HANDOVERS = Sheet(
    "handover",
    {
        "School": lambda pair: pair[0].name,
        "Waits for you": lambda pair: _dues(pair[0]),
        "Next visit": lambda pair: _visit_day(pair[0].next_visit),
        "Before you": lambda pair: pair[1].name if pair[1] else "",
        "Until": lambda pair: pair[1].end if pair[1] else None,
    },
)
UNVISITED = Sheet(
    "schools-without-a-visit",
    {
        "School": itemgetter("name"),
        "Region": itemgetter("region__name"),
        "Next visit": lambda row: _visit_day(
            row["summary__next_visit_at"] or row["summary__next_visit_on"]
        ),
        "Reason": itemgetter("reason"),
    },
)
CLOSING = Sheet(
    "term-closing",
    {
        "School": attrgetter("name"),
        "Visit held": attrgetter("visit_held"),
        "Both views": attrgetter("views_words"),
        "Level confirmed": attrgetter("level_words"),
        "Next visit": lambda row: _visit_day(row.next_visit),
        "Still open": attrgetter("left"),
    },
)
CASELOAD = Sheet(
    "caseload",
    {
        "Officer": lambda load: load.name or "Nobody today",
        "Schools": lambda load: len(load.schools),
        "Levels": lambda load: "; ".join(f"{name}: {n}" for name, n in load.levels),
        "Hours up to": lambda load: in_hours(load.ceiling),
        "Hours planned": lambda load: in_hours(load.planned),
        "Hours used": lambda load: in_hours(load.used),
    },
)
CASELOAD_OF_ONE = Sheet(
    "caseload-schools",
    {
        "School": attrgetter("name"),
        "Level": attrgetter("level"),
        "Hours up to": lambda one: in_hours(one.ceiling),
        "Hours planned": lambda one: in_hours(one.planned),
        "Hours used": lambda one: in_hours(one.used),
    },
)
BEHIND_A_FIGURE = Sheet(
    "schools-behind-a-figure",
    {
        "School": itemgetter("school__name"),
        "Level": itemgetter("level"),
        "Since the term before": itemgetter("since_term"),
        "Since a year before": itemgetter("since_year"),
        "Visit": itemgetter("visited"),
        "Views differ": itemgetter("differs"),
        "Plan": itemgetter("plan"),
    },
)
