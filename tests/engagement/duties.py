"""What is due at a school of the cast, by activity."""

from datetime import date
from typing import Any

from engagement.models import Obligation
from reports.services.summaries import refresh
from tests.universe import Council

LAST_DAY = date(2025, 12, 19)
EVERY_TERM = [
    "assessment_trajectory",
    "conversation",
    "inspection_trajectory",
    "level_confirmed",
    "progress_review",
    "support_plan",
]


def bring_up(council: Council, school: str = "hawthorn") -> None:
    refresh([getattr(council, school).pk])


def rows(
    council: Council, term: str | None = "autumn", school: str = "hawthorn"
) -> Any:
    """The school's obligations of a term, by activity; those of no term for None."""
    bring_up(council, school)
    found = Obligation.objects.filter(school=getattr(council, school))
    found = found.filter(term=council.terms[term]) if term else found.filter(term=None)
    return {row.activity: row for row in found}


def met(council: Council, term: str = "autumn") -> dict[str, date]:
    return {name: row.met_on for name, row in rows(council, term).items() if row.met_on}
