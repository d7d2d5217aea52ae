"""Everything that Wiltshire's people can reach opens."""

import pytest

from tests.frameworks.crawling import pages_of
from tests.reports.pages import read
from tests.universe import Council

PEOPLE = ["sam", "rita", "hana", "helen", "cora", "theo", "ada"]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_opens(wiltshire: Council, name: str) -> None:
    assert len(pages_of(wiltshire.user(name))) > 5


def test_a_school_whose_days_are_counted_reads_of_time_and_of_no_trajectory(
    wiltshire: Council,
) -> None:
    helen = wiltshire.user("helen")
    page = read(helen, f"/schools/{wiltshire.hawthorn.pk}/")
    assert "Level and time" in page
    assert "The equivalent of 3 whole days" in page
    assert "Self-evaluation" in page
    assert "rajectory" not in page
    plain = read(wiltshire.user("cora"), f"/schools/{wiltshire.hawthorn.pk}/")
    assert "The time is a limit, not a target" in plain
    assert "Where the school is heading" not in plain


def test_suffolks_page_reads_of_hours_and_of_the_trajectory(council: Council) -> None:
    page = read(council.user("helen"), f"/schools/{council.hawthorn.pk}/")
    assert "Level and hours" in page
    assert "Trajectory to the next Ofsted inspection, Autumn" in page
    plain = read(council.user("cora"), f"/schools/{council.hawthorn.pk}/")
    assert "The hours are a limit, not a target" in plain
    assert "Where the school is heading" in plain
