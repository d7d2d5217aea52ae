"""What is said to happen to schools, for the crawl: proposed, confirmed, set aside."""

from datetime import date

from reports.services.school_changes import confirm_change
from schools.models import School, SchoolChange
from schools.services.changes import set_aside
from schools.services.proposed_changes import Ending, propose_change
from tests.access.canaries import LA, Canaries
from tests.universe import Council

LAST_DAY = date(2026, 8, 31)


def what_is_said(council: Council, canaries: Canaries) -> dict[str, SchoolChange]:
    dropped = _said(council, council.hawthorn)
    set_aside(
        change=dropped,
        reason=canaries.word("asidereason", LA | {"ada"}),
        by=council.hana,
    )
    confirmed = _said(council, council.cedar)
    confirm_change(change=confirmed, last_day=LAST_DAY, by=council.hana)
    return {"proposed": _said(council, council.birch), "confirmed": confirmed}


def _said(council: Council, school: School) -> SchoolChange:
    ending = Ending(school.pk, SchoolChange.Kind.CLOSURE, last_day=LAST_DAY)
    return propose_change(ending=ending, by=council.ada)
