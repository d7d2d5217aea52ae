"""What tests of a school's life begin with: a change of it, proposed and confirmed."""

from datetime import date
from typing import Any

from reports.services.school_changes import confirm_change
from schools.models import School, SchoolChange
from schools.services.proposed_changes import Ending, propose_change
from schools.services.schools import add_school
from tests.universe import Council

Kind = SchoolChange.Kind
LAST_DAY = date(2025, 12, 31)


def proposed(
    council: Council,
    kind: SchoolChange.Kind = Kind.CLOSURE,
    successor: School | None = None,
    last_day: date | None = LAST_DAY,
    school: School | None = None,
) -> SchoolChange:
    ending = Ending(
        (school or council.hawthorn).pk,
        kind,
        successor.pk if successor else None,
        last_day,
    )
    return propose_change(ending=ending, by=council.ada)


def confirmed(council: Council, change: SchoolChange, **more: Any) -> SchoolChange:
    """The change, confirmed by the head of service for the day that it names."""
    options: dict[str, Any] = {"last_day": change.last_day, "by": council.hana}
    return confirm_change(change=change, **(options | more))


def new_academy(council: Council, **more: Any) -> School:
    """What Hawthorn converts to on 1 January."""
    facts: dict[str, Any] = {
        "name": "Hawthorn Academy",
        "urn": 900_060,
        "la_code": "935",
        "dfe_number": "935/0001",
        "phase": "Primary",
        "establishment_type": "Academy converter",
        "age_low": 4,
        "age_high": 11,
        "region": council.hawthorn.region,
        "opened_on": date(2026, 1, 1),
    }
    return add_school(by=None, **(facts | more))
