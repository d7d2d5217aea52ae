"""An evaluation in the browser: the lead sends the draft, the headteacher checks it."""

from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.browser_journeys.person import Person
from tests.universe import Council, read_council
from tests.visits.evaluating import RIGHT, WRONG, again, taken_to

pytestmark = pytest.mark.browser


@pytest.fixture
def council(
    transactional_db: None, clock: time_machine.Traveller, settings: Settings
) -> Council:
    """The cast at work by Wiltshire's framework."""
    settings.FRAMEWORK = "wiltshire"
    with transaction.atomic():
        return read_council("wiltshire")


@pytest.mark.item("WIL-E-43", "DEC-15")
def test_the_facts_of_a_draft_are_checked_and_it_becomes_final(
    person: Callable[..., Person], council: Council
) -> None:
    with transaction.atomic():
        one = taken_to("draft_sent", council)
    helen, sam = person("helen"), person("sam")

    helen.open(one.get_absolute_url())
    helen.meets("School evaluation, 10 November 2025")
    helen.sees("Provisional – confidential", "Headteacher checks the facts")
    helen.follow("Check the facts of the draft")
    helen.meets("Draft report")
    helen.page.get_by_role("link", name="Mark an error in Main findings").click()
    helen.meets("Mark an error: Main findings")
    helen.page.get_by_label(WRONG, exact=True).check()
    helen.type("What should it say?", RIGHT)
    helen.press("Mark the error")
    helen.meets("Draft report")
    helen.follow("The check is done")
    helen.press("The check is done")
    helen.meets("School evaluation, 10 November 2025")

    sam.open(one.get_absolute_url())
    sam.sees("your answer to 1 marked error")
    sam.follow("Read the report")
    sam.page.locator("a[href*='evaluation-marks']").click()
    sam.meets("Answer a marked error")
    sam.page.get_by_label("Accept it: the sentence changes", exact=True).check()
    sam.press("Answer")
    sam.open(one.get_absolute_url())
    sam.follow("Make the report final")
    sam.press("Make it final")
    sam.meets("School evaluation, 10 November 2025")
    sam.does_not_see("Provisional – confidential")
    assert again(one).reports.get(kind="final").texts["findings"].startswith(RIGHT)
