"""How long a plan that is still written may last (INV-12)."""

from datetime import date

from plans.models import Plan
from plans.queries.timescale import board_of
from plans.rules.limits import Limit, limit_of
from sitrack.core import calendar


def limit_from(plan: Plan, starts_on: date) -> Limit | None:
    """The limit of a plan that would start on a day, at its level."""
    terms = calendar.terms_from(starts_on)
    duration = plan.level.duration
    return limit_of(duration, start=starts_on, terms=terms, board=board_of(plan))
