"""The record's section 1: confirmed in a click, written in rows, read back later."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.browser_journeys.person import Person
from tests.reports.acts import give
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE = 390


def test_the_head_keeps_section_1_on_a_phone(
    person: Callable[..., Person], council: Council
) -> None:
    record = council.record().get_absolute_url()
    give(council, "la", "not_good", council.sam)
    give(council, "school", "good", council.helen)
    helen = person("helen", width=PHONE)
    helen.open(f"{record}?part=front")
    helen.sees("Still missing in this record")
    helen.meets("Rolling record 2025/26")
    helen.press("These contacts are right")
    helen.sees("Helen Marsh confirmed the contacts")

    helen.open(record)
    helen.sees("The school and the LA see Autumn differently.")
    helen.press("No change: confirm this level")
    helen.sees("Confirmed by the school on 10 November 2025")
    helen.meets("Rolling record 2025/26")

    helen.open(reverse("engagement:record_priorities", args=[council.record().pk]))
    helen.type("Priority", "Writing in Key Stage 2")
    helen.choose("Where it comes from", "Ofsted")
    helen.page.get_by_text("Tag with themes").click()
    helen.tick("Teaching")
    helen.meets("School improvement priorities")
    helen.press("Save the priorities")
    helen.sees("Writing in Key Stage 2", "Ofsted · teaching")
    helen.open("/search/?theme=teaching")
    helen.sees("Writing in Key Stage 2")
    helen.meets("Search")

    helen.open(f"{record}?part=plan")
    helen.page.get_by_role("link", name="Change Autumn").first.click()
    helen.page.get_by_text("Link to the school’s priorities").first.click()
    helen.page.get_by_label("Writing in Key Stage 2", exact=True).first.check()
    helen.meets("Plan for support, Autumn")
    helen.press("Save the plan")
    helen.open(f"{record}?part=plan")
    helen.sees("For the priority: Writing in Key Stage 2")

    helen.open(f"{record}?part=assessments")
    helen.follow("Change which rows are shown")
    helen.meets("Rows of the assessment table")
    helen.follow("Change KS5")
    helen.meets("KS5")
    helen.open(record)
    helen.page.get_by_role("link", name="Autumn", exact=True).click()
    helen.sees("School’s view", "Likely to be judged Good")
    helen.meets("What was written for Autumn")
