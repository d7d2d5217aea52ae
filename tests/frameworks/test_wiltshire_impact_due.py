"""The end of year visit falls due once a year (CAD-16)."""

from datetime import date

import pytest
import time_machine

from engagement.models import Obligation
from tests.engagement.duties import bring_up
from tests.frameworks.noting import write
from tests.universe import Council


def impact(council: Council) -> Obligation:
    bring_up(council)
    found: Obligation = Obligation.objects.get(
        school=council.hawthorn, activity="impact", met_on=None
    )
    return found


@pytest.mark.item("CAD-16", "WIL-V-40")
def test_the_impact_visit_is_due_by_the_end_of_the_year(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    due = impact(wiltshire)
    assert (due.due_on, due.met_on) == (date(2026, 8, 28), None)
    write(wiltshire, "planning")
    assert impact(wiltshire) == due
    write(wiltshire, "end_of_year")
    bring_up(wiltshire)
    due.refresh_from_db()
    assert due.met_on == date(2025, 11, 10)
