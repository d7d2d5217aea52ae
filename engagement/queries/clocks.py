"""Days that a framework counts from a day of a school's own, such as a meeting."""

from datetime import date
from functools import lru_cache

from engagement.definitions.levels import Cadence
from engagement.models import CadenceRule, FrameworkVersion
from engagement.rules.cadence import Anchor, Days, periods_of
from sitrack.core import calendar


def days_from(framework: FrameworkVersion, anchor: str, day: date) -> dict[str, date]:
    """When each activity is due that the framework counts once from such a day, by the
    activity's name (INV-20). What it counts is read once for each process."""
    counted = Anchor(anchor, anchor, day)
    closed = Days(closed=calendar.closed_days())
    return {
        cadence.activity: period.due_on
        for cadence in _cadences(framework.digest, framework.pk)
        for period in periods_of(cadence, [counted], closed)
    }


@lru_cache(maxsize=32)
def _cadences(digest: str, framework: int) -> tuple[Cadence, ...]:
    rows = CadenceRule.objects.filter(framework=framework)
    return tuple(Cadence(**row.rule) for row in rows)
