"""How a term closes for a SEP, and how a school year begins for a headteacher."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.browser_journeys.person import Person
from tests.browser_journeys.writing import plan
from tests.reports.turning import FIRST_DAY, IN_JULY, LONDON, fill
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE = 390
NEAR_THE_END = datetime(2025, 12, 8, 16, 0, tzinfo=LONDON)


def line_of(somebody: Person, school: str) -> list[str]:
    """What the list says of a school, under its headings."""
    rows = somebody.page.get_by_role("row").filter(has_text=school)
    return [cell.strip() for cell in rows.get_by_role("cell").all_inner_texts()]


def test_a_sep_closes_the_autumn_term(
    person: Callable[..., Person],
    council: Council,
    clock: time_machine.Traveller,
) -> None:
    council.final_visit()
    clock.move_to(NEAR_THE_END)
    sam, helen = person("sam"), person("helen", width=390)
    sam.open("/")
    sam.follow("How the term closes, school by school")
    sam.meets("How the term closes")
    assert line_of(sam, "Hawthorn") == ["Yes", *["Not yet"] * 3, "3"]
    sam.follow("Hawthorn Primary School")
    sam.meets("What is due")
    school = reverse("school", args=[council.hawthorn.pk])
    sam.open(school)
    sam.follow("Give the LA’s view of the trajectory")
    sam.tick("Likely to be judged Good")
    sam.type("Why do you think so?", "Reading is strong.")
    sam.press("Give the LA view")
    sam.press("No change: confirm this level")
    sam.open(school)
    plan(sam, "15/1/2026", "9:30", "Attendance")
    helen.open(school)
    helen.follow("Give our view of the trajectory")
    helen.tick("Likely to be judged Good")
    helen.type("Why do you think so?", "Two thirds of lessons are strong.")
    helen.press("Give our view")
    helen.press("No change: confirm this level")
    sam.open(reverse("closing"))
    done = ["Yes", "Yes", "Yes", "15 January 2026", "Nothing"]
    assert line_of(sam, "Hawthorn") == done


def test_a_headteacher_begins_the_new_year(
    person: Callable[..., Person],
    council: Council,
    clock: time_machine.Traveller,
    settings: Settings,
) -> None:
    # No worker serves this test: the records are carried over once that is asked.
    settings.CELERY_BROKER_URL = None
    fill(council)
    first = council.final_visit()
    clock.move_to(IN_JULY)
    hana = person("hana")
    hana.open("/")
    hana.follow("New year")
    hana.sees("open priorities and open next steps go on in 2026/27")
    clock.move_to(FIRST_DAY)
    hana = person("hana")
    hana.open(reverse("rollover"))
    hana.press("Carry all schools over")
    hana.meets("Carry the records over into 2026/27")
    hana.sees("Done", "Carried over (10)")

    helen = person("helen", width=PHONE)
    helen.open("/")
    helen.sees("Autumn 2026/27", "Phonics", "Share the phonics plan")
    helen.follow("Rolling record 2026/27")
    helen.page.get_by_role("link", name="Front page").click()
    helen.sees("Every child reads.", "Nobody has confirmed the contacts this year")
    helen.press("These contacts are right")
    helen.sees("Helen Marsh confirmed the contacts")
    helen.does_not_see("Nobody has confirmed the contacts this year")
    helen.meets("Rolling record 2026/27")
    helen.follow("The year before, 2025/26")
    helen.sees("This record was locked on 1 September 2026")
    helen.meets("Rolling record 2025/26")
    helen.open(first.get_absolute_url())
    helen.sees("Final", "Share the phonics plan")
