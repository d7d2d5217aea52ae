"""What an inspection found at Hawthorn, with a word in each of its texts."""

from datetime import date

from schools.services.inspections import Inspection, enter_inspection
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.universe import Council


def what_was_found(council: Council, canaries: Canaries) -> None:
    readers = LA | LEADERS | GOVERNORS | TEAM
    enter_inspection(
        school=council.hawthorn,
        inspection=Inspection(
            kind="report_card",
            held_on=date(2025, 9, 30),
            areas=(
                (canaries.word("area", readers), canaries.word("areagrade", readers)),
            ),
            key_points=canaries.word("keypoints", readers),
        ),
        by=council.sam,
    )
