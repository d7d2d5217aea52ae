"""Everything that a trust's people can reach opens."""

import pytest

from tests.frameworks.crawling import pages_of
from tests.reports.pages import read
from tests.universe import Council

PEOPLE = ["sam", "rita", "hana", "helen", "cora", "theo", "ada"]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_opens(trust: Council, name: str) -> None:
    assert len(pages_of(trust.user(name))) > 5


def test_a_framework_without_headlines_shows_no_heading_for_them(
    trust: Council,
) -> None:
    form = read(trust.user("sam"), f"/schools/{trust.hawthorn.pk}/levels/propose/")
    assert "Characteristics, theme by theme" in form
    assert "Headline conditions" not in form
