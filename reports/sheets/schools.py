"""Lists of schools: one's own, of an officer, behind a figure, at a term's end."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any

from sitrack.core.sheets import Sheet, in_hours
from sitrack.core.words import word

HEADINGS = {
    "ceiling": "Hours up to",
    "planned": "Hours planned",
    "used": "Hours used",
    "over": "Hours over",
}


def _visit_day(value: datetime | date | None) -> date | None:
    return value.astimezone().date() if isinstance(value, datetime) else value


def _dues(row: Any) -> str:
    more = [f"and {row.dues.more} more"] if row.dues.more else []
    return "; ".join([*(due.words for due in row.dues.shown), *more])


def _time(*names: str) -> dict[str, Callable[[Any], Any]]:
    """The columns of time that the framework has: each of these in hours, or what was
    used in days; none where time is only noted."""
    time_in = word("time_in")
    if time_in == "hour":
        return {HEADINGS[name]: _in_hours(name) for name in names}
    return {"Days used": _days_used} if time_in == "day" else {}


def _in_hours(name: str) -> Callable[[Any], Any]:
    return lambda one: in_hours(getattr(one, name))


def _days_used(one: Any) -> Decimal:
    hours: Decimal = in_hours(one.used) or Decimal(0)
    return (hours / Decimal(word("day_hours"))).quantize(Decimal("0.01"))


def _of_position(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same of a school's position; empty without a record."""
    return lambda row: read(row.hours) if row.hours else None


def _noted(position: Any) -> Decimal | None:
    return in_hours(position.used + position.uncounted)


def my_schools() -> Sheet:
    """One's own schools, with the time of the term as their page tells it."""
    time = _time("ceiling", "used", "over") or {"Hours noted": _noted}
    return Sheet(
        "schools",
        {
            "School": attrgetter("name"),
            "{Level}": attrgetter("level"),
            "Next visit": lambda row: _visit_day(row.next_visit),
            **{heading: _of_position(read) for heading, read in time.items()},
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


def caseload() -> Sheet:
    """The officers, each with so many schools at each level, and with their time."""
    return Sheet(
        "caseload",
        {
            "Officer": lambda load: load.name or "Nobody today",
            "Schools": lambda load: len(load.schools),
            "{Level}s": lambda load: "; ".join(
                f"{name}: {n}" for name, n in load.levels
            ),
            **_time("ceiling", "planned", "used"),
        },
    )


def caseload_of_one() -> Sheet:
    """The schools of one officer, with their time."""
    return Sheet(
        "caseload-schools",
        {
            "School": attrgetter("name"),
            "{Level}": attrgetter("level"),
            **_time("ceiling", "planned", "used"),
        },
    )


def behind_a_figure() -> Sheet:
    """Schools of the picture; how both sides see the trajectory where they are asked."""
    views = {"Views differ": itemgetter("differs")} if word("trajectory") else {}
    return Sheet(
        "schools-behind-a-figure",
        {
            "School": itemgetter("school__name"),
            "{Level}": itemgetter("level"),
            "Since the term before": itemgetter("since_term"),
            "Since a year before": itemgetter("since_year"),
            "Visit": itemgetter("visited"),
            **views,
            "Plan": itemgetter("plan"),
        },
    )
