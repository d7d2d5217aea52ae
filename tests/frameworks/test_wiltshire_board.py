"""The key themes that the board hears of each quarter (WIL-G-01)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from engagement.services.decisions import approve
from reports.queries.board import quarter_on
from tests.frameworks.fitting import viewed_fit
from tests.plans.casing import words_of
from tests.universe import TODAY, Council


@pytest.mark.item("CAD-14", "WIL-G-01", "WIL-T-11")
def test_the_themes_are_counts_without_names_and_fewer_than_five_are_masked(
    client: Client, wiltshire: Council
) -> None:
    approve(assignment=viewed_fit(wiltshire, day=TODAY), by=wiltshire.rita)
    client.force_login(wiltshire.hana)
    text = words_of(client.get(reverse("board_themes")))
    assert "through the Wiltshire Education Standards Board (WESB)" in text
    assert "meets on a quarterly basis" in text
    assert "began on 1 September 2025 and ends on 30 November 2025" in text
    assert "Leadership and Management <5" in text
    assert "Secure plus <5" in text
    assert "Hawthorn" not in text
    assert "Elm" not in text


@pytest.mark.item("CAD-14")
@pytest.mark.parametrize(
    ("day", "begun", "ends"),
    [
        (date(2025, 9, 1), date(2025, 9, 1), date(2025, 11, 30)),
        (date(2026, 2, 28), date(2025, 12, 1), date(2026, 2, 28)),
        (date(2026, 8, 31), date(2026, 6, 1), date(2026, 8, 31)),
    ],
)
def test_a_year_has_four_quarters(
    wiltshire: Council, day: date, begun: date, ends: date
) -> None:
    quarter = quarter_on(wiltshire.year, day)
    assert (quarter.begun, quarter.ends) == (begun, ends)


def test_where_there_is_no_board_there_is_no_page(
    client: Client, council: Council
) -> None:
    client.force_login(council.hana)
    assert client.get(reverse("board_themes")).status_code == 404
    assert "board" not in words_of(client.get(reverse("members_reports")))


def test_the_page_is_found_from_the_reports_to_members(
    client: Client, wiltshire: Council
) -> None:
    client.force_login(wiltshire.rita)
    text = words_of(client.get(reverse("members_reports")))
    assert "Key themes for the Wiltshire Education Standards Board (WESB)" in text
    client.force_login(wiltshire.sam)
    assert client.get(reverse("board_themes")).status_code == 403
