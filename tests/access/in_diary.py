"""Visits of the diary, with a word in each text that both sides' leaders read."""

from collections.abc import Callable
from datetime import timedelta

from tests.universe import NOW, Council
from visits.models import Visit
from visits.services import diary
from visits.services.other_times import ask_other_time, keep_time


def visits_of_the_diary(
    council: Council, word: Callable[[str], str]
) -> dict[str, Visit]:
    """A visit that was planned and moved, and one that the school cancelled; of both
    it asked for another time."""
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
    for visit, name in ((planned, "planned"), (cancelled, "cancelled")):
        ask_other_time(
            visit=visit,
            reason=word(f"otherwhy{name}"),
            suggested=[word(f"suggested{name}")],
            expected_version=visit.version,
            by=council.helen,
        )
    keep_time(visit=cancelled, answer=word("kepttime"), by=council.sam)
    diary.cancel_visit(
        visit=cancelled,
        reason=word("whycancelled"),
        expected_version=cancelled.version,
        by=council.helen,
    )
    return {"planned": planned, "cancelled": cancelled}
