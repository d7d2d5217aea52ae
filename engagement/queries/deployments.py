"""What a school's phase allows of somebody's week, and what it has."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Subquery, Sum

from engagement.models import Deployment, EntitlementLine, LevelAssignment
from schools.models import School

SHARE = "fte"


def most_at(school: School, day: date) -> Decimal | None:
    """The largest share of a week that the level in force allows; None without one."""
    held = LevelAssignment.objects.filter(school=school).in_force(day)
    lines = EntitlementLine.objects.filter(level__in=held.values("level"), unit=SHARE)
    most: Decimal | None = lines.aggregate(most=Max("quantity_max"))["most"]
    return most


def share_at(school: School, day: date) -> Decimal:
    """The shares that the school has on a day, together."""
    rows = Deployment.objects.filter(school=school).in_force(day)
    return rows.aggregate(all=Sum("share"))["all"] or Decimal(0)


def shares_of(school: Any, day: Any) -> Subquery:
    """The same as a column of other rows; NULL where there are none."""
    rows = Deployment.objects.filter(school=school).in_force(day)
    summed = rows.order_by().values("school").annotate(all=Sum("share"))
    return Subquery(summed.values("all"))
