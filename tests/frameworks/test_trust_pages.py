"""Everything that a trust's people can reach opens."""

from datetime import date

import pytest

from tests.frameworks.crawling import pages_of
from tests.frameworks.phasing import at_phase
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


def test_a_proposal_says_only_of_its_own_schools_phase_that_it_is_in_force(
    trust: Council,
) -> None:
    address = f"/schools/{trust.hawthorn.pk}/levels/propose/"
    at_phase(trust, "tru_sustain", date(2025, 9, 1))
    assert "Phase 4 Sustain The phase in force now." in read(trust.sam, address)
    at_phase(trust, "tru_improve", date(2025, 9, 1))
    after = read(trust.sam, address)
    assert "Phase 3 Improve The phase in force now." in after
    assert after.count("in force now") == 1
