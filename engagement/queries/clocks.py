"""Days that a framework counts from a day of a school's own, such as a meeting."""

from datetime import date

from engagement.definitions.levels import Cadence
from engagement.models import CadenceRule, FrameworkVersion
from engagement.rules.cadence import Anchor, Days, periods_of
from sitrack.core import calendar


def days_from(framework: FrameworkVersion, anchor: str, day: date) -> dict[str, date]:
    """When each activity is due that the framework counts once from such a day, by the
    activity's name (INV-20): one query."""
    counted = Anchor(anchor, anchor, day)
    closed = Days(closed=calendar.closed_days())
    rules = CadenceRule.objects.filter(framework=framework)
    cadences = [Cadence(**rule.rule) for rule in rules]
    return {
        cadence.activity: period.due_on
        for cadence in cadences
        for period in periods_of(cadence, [counted], closed)
    }
