"""A term's plan for support: from the menu by a click, with and without scripts."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagement.models import SupportEntry
from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE = 390
TEAM = "Choose from the menu: Early Years and Childcare support"
OTHER_TEAMS = "Support from other teams"
PARTNER = "Partner school"


def plan_of(council: Council) -> str:
    keys = [council.record().pk, council.terms["autumn"].pk]
    return reverse("engagement:support", args=keys)


@pytest.mark.item("SUF-R-22", "SUF-R-23", "SUF-R-24", "SUF-M-28")
def test_a_head_plans_a_term_from_the_menu_on_a_phone(
    person: Callable[..., Person], council: Council
) -> None:
    line = council.menu_item("SUF-M-28").text
    helen = person("helen", width=PHONE)
    helen.open(council.record().get_absolute_url() + "?part=plan")
    helen.follow("Change Autumn")
    helen.page.get_by_text(TEAM).click()
    helen.type(OTHER_TEAMS, "Two mornings")
    helen.press(line)
    helen.sees(f"Added to the text: {line}")
    helen.press(line)
    helen.sees(f"Already in the text: {line}")
    box = helen.page.get_by_label(OTHER_TEAMS, exact=True)
    expect(box).to_have_value(f"Two mornings\n\n- {line}")
    helen.meets("Plan for support, Autumn")
    helen.type("Time planned", "6 hours")
    helen.type(PARTNER, "Nowhere")
    helen.press("Save the plan")
    helen.is_told("No open school has this name or URN")
    helen.type(PARTNER, "Elm Junior")
    helen.press("Save the plan")
    helen.sees(line, "Planned: 6 hours", "Partner school: Elm Junior School")
    helen.meets("Rolling record 2025/26")
    helen.follow("Change Autumn")
    helen.sees("Up to 8 hours; 6 planned; 0 used.")


@pytest.mark.item("SUF-R-22")
def test_without_scripts_ticked_lines_are_added_by_a_button(
    person: Callable[..., Person], council: Council
) -> None:
    line = council.menu_item("SUF-M-28").text
    helen = person("helen", java_script_enabled=False)
    helen.open(plan_of(council))
    helen.page.get_by_text(TEAM).click()
    helen.type(OTHER_TEAMS, "Two mornings")
    helen.tick(line)
    # Only the menu that stands open has its button on the page.
    words = "Add the ticked lines to the text"
    helen.page.get_by_role("button", name=words).click()
    box = helen.page.get_by_label(OTHER_TEAMS, exact=True)
    expect(box).to_have_value(f"Two mornings\n\n- {line}")
    helen.press("Save the plan")
    helen.sees("Two mornings", line)
    assert SupportEntry.objects.get().menu_items.get().text == line


@pytest.mark.item("DEC-03", "SUF-F-04")
def test_a_plan_over_the_ceiling_leads_the_head_to_a_proposal(
    person: Callable[..., Person], council: Council
) -> None:
    helen = person("helen", width=PHONE)
    helen.open(plan_of(council))
    helen.type("Time planned", "10 hours")
    helen.press("Save the plan")
    helen.open(plan_of(council))
    helen.sees("Up to 8 hours; 10 planned; 0 used.")
    helen.meets("Plan for support, Autumn")
    helen.follow("Propose a level for more hours")
    helen.meets("Propose a level")
    reason = helen.page.get_by_label("Why now? What has changed?", exact=True)
    expect(reason).to_have_value(
        "The school needs more hours in Autumn than the level’s ceiling of 8:"
        " 10 planned, 0 used."
    )
