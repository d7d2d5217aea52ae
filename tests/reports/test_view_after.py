"""A level that was set at once waits, at home, for the school's view of it (INV-18)."""

import pytest

from engagement.models import View
from engagement.services.decisions import approve
from engagement.services.forcing import give_view_after
from reports.services.summaries import up_to_date
from tests.engagement.lettering import issued
from tests.frameworks.fitting import viewed_fit
from tests.reports.pages import get, links, read
from tests.universe import Council

ASKED = "Record the school’s view of the level that was set: Causing concern"


@pytest.mark.item("WIL-W-07", "INV-18")
def test_the_head_finds_at_home_that_a_view_of_a_level_set_at_once_waits(
    wiltshire: Council,
) -> None:
    forced = issued(wiltshire, "concern").forced
    assert forced is not None
    school = wiltshire.hawthorn.get_absolute_url()
    assert ASKED in read(wiltshire.helen, school)
    assert forced.get_absolute_url() in links(get(wiltshire.helen, school))
    for other in ("sam", "rita", "gus", "cora"):
        assert ASKED not in read(wiltshire.user(other), school)
    give_view_after(assignment=forced, view=View.AGREES, by=wiltshire.helen)
    assert ASKED not in read(wiltshire.helen, school)


def test_a_level_that_was_proposed_and_approved_waits_for_no_view(
    wiltshire: Council,
) -> None:
    approve(assignment=viewed_fit(wiltshire), by=wiltshire.rita)
    kinds = {group["kind"] for group in up_to_date(wiltshire.hawthorn).waits}
    assert "view_after" not in kinds
