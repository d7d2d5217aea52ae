"""In what a framework gives time, and how its lists say what was used of it."""

from decimal import Decimal

from engagement.models import EntitlementLine, FrameworkVersion
from engagement.rules.meters import HALF, counted
from sitrack.core.templatetags.govuk import duration
from sitrack.core.words import word


def time_words(framework: FrameworkVersion) -> dict[str, str]:
    """What pages ask: ``time_in`` is "hour" or "day", and empty where time is only
    noted; ``day_hours`` is how many hours of the ledger make a day."""
    lines = EntitlementLine.objects.filter(
        level__framework=framework, unit__in=("hour", "day")
    )
    given = dict(lines.order_by().values_list("unit", "unit_hours"))
    if "hour" in given:
        return {"time_in": "hour"}
    if given.get("day"):
        return {"time_in": "day", "day_hours": str(given["day"])}
    return {}


def time_used(minutes: int) -> str:
    """Minutes as the framework counts them: "1½ days", else "9 hours"; days are told in
    halves, so "about" where that is not all."""
    hours_of_a_day = word("day_hours")
    if not hours_of_a_day or not minutes:
        return duration(minutes) if minutes else "None yet"
    used = Decimal(minutes) / 60 / Decimal(hours_of_a_day)
    return f"{'' if used % HALF == 0 else 'about '}{counted(used, 'day')}"
