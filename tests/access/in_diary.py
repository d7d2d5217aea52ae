"""Visits of the diary, with a word in each text that both sides' leaders read."""

from collections.abc import Callable
from datetime import timedelta

from tests.universe import NOW, Council
from visits.models import Visit
from visits.services import diary


def visits_of_the_diary(
    council: Council, word: Callable[[str], str]
) -> dict[str, Visit]:
    """A visit that was planned and moved, and one that the school cancelled."""
    planned, cancelled = (
        diary.arrange_visit(
            school=council.hawthorn,
            framework=council.framework,
            plan=diary.Plan(
                at=NOW + timedelta(days=days),
                lead=council.persons["sam"],
                agenda=(word(f"agenda{name}"),),
            ),
            by=council.sam,
        )
        for name, days in (("planned", 20), ("cancelled", 30))
    )
    diary.replan_visit(
        visit=planned,
        plan=diary.Plan(
            at=NOW + timedelta(days=21),
            lead=planned.lead,
            agenda=planned.own_agenda,
        ),
        reason=word("moved"),
        expected_version=planned.version,
        by=council.sam,
    )
    diary.cancel_visit(
        visit=cancelled,
        reason=word("whycancelled"),
        expected_version=cancelled.version,
        by=council.helen,
    )
    return {"planned": planned, "cancelled": cancelled}
