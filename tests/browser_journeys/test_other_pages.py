"""Refusals in the service's own look, and the pages beside the main job."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from pytest_django.fixtures import Settings

from schools.models import School
from schools.services.directory_file import load_skeleton, our_skeleton
from tests.browser_journeys.person import Person
from tests.universe import Council, address_of

pytestmark = pytest.mark.browser
REGISTER = Path(settings.BASE_DIR) / "fixtures/register/suffolk_2025-07-17.csv"


def test_refusals_look_like_the_rest(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    sam.open(reverse("school", args=[council.birch.pk]))
    sam.meets("Page not found")
    sam.open("/nowhere/")
    sam.meets("Page not found")

    # A form that keeps drafts would fetch itself a new token.
    sam.open(reverse("home"))
    sam.page.context.clear_cookies(name="csrftoken")
    sam.press("Sign out Sam Rowe")
    sam.meets("The page was open too long")

    gus = person("gus")
    gus.open(reverse("visits:visit_new", args=[council.hawthorn.pk]))
    gus.meets("You cannot do this")


def test_the_administrator_checks_a_register_file_before_anything_changes(
    person: Callable[..., Person], council: Council, settings: Settings
) -> None:
    # No worker serves this test: the file is read once it is handed in.
    settings.CELERY_BROKER_URL = None
    ada = person("ada")
    ada.open(reverse("home"))
    ada.meets("Home")
    ada.follow("Register")
    ada.meets("Import the register of schools")
    before = School.objects.count()
    ada.page.locator("input[type=file]").set_input_files(REGISTER)
    ada.type("Local authority code", "935")
    ada.press("Check the file")
    ada.sees("Nothing has been changed yet.", "Rows read")
    ada.meets(REGISTER.name)
    assert School.objects.count() == before
    ada.follow("Calendar")
    ada.meets("Calendar")


def test_the_words_and_the_accessibility_of_the_service_are_explained(
    person: Callable[..., Person], council: Council
) -> None:
    helen = person("helen")
    helen.open(reverse("glossary:entries"))
    helen.meets("Glossary")
    helen.follow("Propose an abbreviation")
    helen.meets("Propose an abbreviation")
    helen.type("Abbreviation", "OXQ")
    helen.type("Meaning", "Oracy Quality")
    helen.press("Send the proposal")
    helen.sees("Waits for the administrator")
    helen.meets("Glossary")
    helen.follow("Help")
    helen.meets("Help")
    helen.follow("Your calendar feed")
    helen.meets("Your calendar feed")
    helen.press("Make an address")
    helen.meets("Your calendar feed")

    ada = person("ada")
    ada.open(reverse("glossary:proposals"))
    ada.meets("Proposals for the glossary")
    ada.follow("OXQ: Oracy Quality")
    ada.meets("Decide on an abbreviation")
    ada.follow("Leave it out, with a reason")
    ada.meets("Leave out OXQ")
    visitor = person()
    visitor.open(reverse("accessibility"))
    visitor.meets("Accessibility statement")


def test_the_directory_is_filled_in_and_read(
    person: Callable[..., Person], council: Council
) -> None:
    load_skeleton(our_skeleton(), framework="suffolk")
    ada = person("ada")
    ada.open(reverse("schools:directory"))
    ada.meets("Directory")
    ada.follow("Fill in Admissions")
    ada.meets("Change an entry")
    ada.type("Telephone", "01632 960201")
    ada.press("Save")
    ada.sees("Checked 10 November 2025")
    ada.press("Checked today Admissions")
    ada.sees("Admissions: checked today.")
    ada.follow("Safeguarding notice")
    ada.meets("Safeguarding notice")
    ada.type("Service", "First Call")
    ada.type("Telephone", "01632 960999")
    ada.tick("Show the notice")
    ada.press("Save")
    ada.follow("Add an entry")
    ada.meets("Add to the directory")
    ada.press("Add it")
    ada.is_told("Enter the topic or job")

    helen = person("helen")
    helen.open(reverse("schools:directory"))
    helen.sees("Call First Call on 01632 960999", "01632 960201")
    helen.meets("Directory")
    helen.open(council.hawthorn.get_absolute_url())
    helen.sees("Worried about a child’s safety?")
    helen.meets("Hawthorn Primary School")


@pytest.mark.item("CONF-10")
def test_a_head_lets_the_head_of_a_partner_school_read_a_note(
    person: Callable[..., Person], council: Council
) -> None:
    visit = council.final_visit()
    helen, odd = person("helen"), person("odd")
    helen.open(visit.get_absolute_url())
    helen.follow("Let somebody outside the school read this")
    helen.meets("Let somebody outside the school read this")
    helen.type("E-mail address of the person", address_of("odd"))
    helen.type("Last day on which they can read it", "12/12/2025")
    helen.type("Why may they read it?", "The peer review of reading")
    helen.press("Let them read it")
    helen.sees("can read this until 12 December 2025")
    odd.open(reverse("home"))
    odd.follow(f"Note of the {visit}, {council.hawthorn}")
    odd.meets("Visit of 10 November 2025")
    odd.sees("Why you can read this", "The peer review of reading")
    helen.follow("Withdraw the access of Odd Larsen")
    helen.meets("Withdraw the access of Odd Larsen")
    helen.press("Withdraw access")
    helen.sees("Withdrawn by Helen Marsh")


def test_a_head_offers_support_to_other_schools(
    person: Callable[..., Person], council: Council
) -> None:
    helen = person("helen")
    helen.open(reverse("home"))
    helen.follow("Support between schools")
    helen.meets("Support between schools")
    helen.follow("Add an offer")
    helen.type("The area in your own words", "Early reading")
    helen.type("What the school could do", "Visits to Reception")
    helen.meets("Offer support to other schools")
    helen.press("Enter the offer")
    helen.sees("Early reading", "not shown to other schools")
    helen.meets("Support between schools")
    helen.page.get_by_role("link", name="Withdraw Early reading").click()
    helen.meets("Withdraw an offer")


@pytest.mark.item("SUF-R-23", "SUF-W-18")
def test_a_head_asks_another_team_from_the_plan_and_the_team_answers(
    person: Callable[..., Person], council: Council
) -> None:
    helen, theo = person("helen"), person("theo")
    team = council.team("virtual_school").name
    helen.open(
        reverse(
            "engagement:support", args=[council.record().pk, council.terms["autumn"].pk]
        )
    )
    helen.sees("No request is open.")
    helen.follow("Ask another team, Autumn")
    helen.meets("Ask another team for support, Autumn")
    helen.press("Send the request")
    helen.is_told("Choose a team, or say who else is asked")
    helen.meets("Ask another team for support, Autumn")
    helen.choose("Which team is asked?", team)
    helen.type("What is asked for?", "Training on attachment")
    helen.press("Send the request")
    helen.sees("Sent, not answered yet", f"asked {team} for support in Autumn")
    helen.meets(f"Request to {team}")

    theo.open(reverse("home"))
    theo.follow("Requests to my team")
    theo.sees("Training on attachment", "not answered yet")
    theo.meets("Requests to my team")
    theo.follow("Hawthorn Primary School, Autumn 2025/26")
    theo.meets(f"Request to {team}")
    theo.tick("We cannot do this")
    theo.press("Send the answer")
    theo.is_told("Say why you cannot do it")
    theo.type("What to add", "No officer is free before Easter")
    theo.press("Send the answer")
    theo.sees("Declined", "No officer is free before Easter")
    theo.meets(f"Request to {team}")


def test_an_officer_enters_what_an_inspection_found(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    sam.open(council.hawthorn.get_absolute_url())
    sam.follow("All inspections")
    sam.sees("Graded inspection, 14 March 2023")
    sam.meets("Inspections")
    sam.follow("Enter an inspection")
    sam.tick("Report card")
    sam.type("Date of the inspection", "14/10/2025")
    sam.page.get_by_label("Area", exact=True).first.fill("Achievement")
    sam.press("Save the inspection")
    sam.is_told("Area 1: Enter the grade of this area")
    sam.meets("Enter an inspection")
    sam.page.get_by_label("Grade", exact=True).first.fill("Expected standard")
    sam.press("Add an area")
    sam.sees("Area 4")
    sam.press("Save the inspection")
    sam.sees("Report card, 14 October 2025", "Achievement", "Expected standard")
    sam.meets("Inspections")
    sam.page.get_by_role(
        "link", name="Put right the inspection of 14 October 2025"
    ).click()
    sam.meets("Put an inspection right")
