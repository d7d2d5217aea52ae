"""An adviser takes a school through intensive support, and its head sees whose turn it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from plans.services import case_sweep
from tests.browser_journeys.person import Person
from tests.plans.casing import put_at, the_case
from tests.universe import TODAY, Council, read_council

pytestmark = pytest.mark.browser
SMALL = 320


@pytest.fixture
def council(
    transactional_db: None, clock: time_machine.Traveller, settings: Any
) -> Council:
    """The cast by Wiltshire's framework: Hawthorn is Vulnerable since today."""
    settings.FRAMEWORK = "wiltshire"
    with transaction.atomic():
        council = read_council("wiltshire")
        put_at(council, "wil_vulnerable", TODAY)
    case_sweep.open_cases(10)
    return council


def test_from_the_first_day_to_the_exit(
    person: Callable[..., Person], council: Council, clock: time_machine.Traveller
) -> None:
    page = the_case(council).get_absolute_url()
    helen = person("helen", width=SMALL)
    helen.open("/")
    helen.sees("Intensive support: it is your turn.")
    helen.follow("Intensive support: the way through, and whose turn it is")
    helen.meets("Intensive Support")
    helen.follow("Read and acknowledge the exit criteria")
    helen.checks_page()
    helen.press("We have these criteria")
    helen.sees("It is recorded that the school has the criteria.")
    helen.sees("Whose turn it is", "School Improvement Advisor")
    helen.checks_page()

    sam = person("sam")
    sam.open("/")
    sam.follow(
        "Intensive support: it is your turn. Hold the evaluation of needs, and record it"
    )
    sam.follow("Record the evaluation")
    sam.meets("Record the evaluation of needs")
    sam.tick("A school evaluation")
    sam.type("When was it held?", "7/11/2025")
    sam.press("Record the evaluation")
    sam.sees("The evaluation is recorded.")
    sam.follow("Record the planning meeting")
    sam.type("When was the planning meeting?", "10/11/2025")
    sam.press("Record the meeting")
    sam.sees("The planning meeting is recorded.")
    sam.checks_page()

    helen.open(page)
    helen.sees("It is your turn", "By 2 February 2026: 84 days left")
    helen.sees("Reached so far", "The support is planned")
    helen.checks_page()

    clock.move_to(datetime(2026, 2, 9, 10, 0, tzinfo=UTC))
    sam = person("sam")
    sam.open(page)
    sam.follow("Record the review meeting")
    sam.type("When was it held?", "9/2/2026")
    sam.press("Record the review")
    rita = person("rita", width=SMALL)
    rita.open(page)
    rita.follow("Progress is sufficient")
    rita.type("Why?", "Reading is taught daily.")
    rita.press("Progress is sufficient")
    rita.sees("It is recorded that progress is sufficient.")
    rita.checks_page()

    clock.move_to(datetime(2026, 5, 11, 10, 0, tzinfo=UTC))
    sam = person("sam", width=SMALL)
    sam.open(page)
    sam.follow("Record the final evaluation")
    sam.type("When was it held?", "11/5/2026")
    sam.type("What did it find?", "Teaching is good across the school.")
    sam.press("Record the final evaluation")
    sam.follow("Fill in the exit check")
    for place in range(5):
        sam.page.get_by_label("Met", exact=True).nth(place).check()
        sam.page.get_by_label("Evidence", exact=True).nth(place).fill("Seen in May.")
    sam.tick("Test results are above national.")
    sam.checks_page()
    sam.press("Save the exit check")
    sam.sees("5 of 5 criteria met")
    sam.checks_page()

    rita = person("rita")
    rita.open(page)
    rita.follow("Judge the school ready to leave")
    rita.press("The school is ready")
    rita.sees("The exit waits for approval.")
    hana = person("hana")
    hana.open(page)
    hana.follow("Approve the exit")
    hana.checks_page()
    hana.press("Approve the exit and send the letter")
    hana.sees("The school has left intensive support.")
    hana.checks_page()

    helen = person("helen", width=SMALL)
    helen.open(page)
    helen.sees("The school has left intensive support")
    helen.follow("Read the exit letter")
    helen.sees("To the governing body and the headteacher of Hawthorn Primary School")
    helen.checks_page()
