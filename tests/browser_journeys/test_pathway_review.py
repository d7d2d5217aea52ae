"""A Scottish link officer takes a school through a review of its pathway."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from engagement.models import LevelAssignment
from schools.models import Post
from sitrack.core.roles import Role
from tests.browser_journeys.person import Person
from tests.universe import Council, read_council

pytestmark = pytest.mark.browser
SMALL = 320
SUPPORTED = "Supported (Supported Improvement model)"
INDICATORS = {
    "1.3 Leadership of change": "good",
    "2.3 Learning, teaching and assessment": "satisfactory",
    "3.1 Ensuring wellbeing, equality and inclusion": "satisfactory",
    "3.2 Raising attainment and achievement": "satisfactory",
}


@pytest.fixture
def council(
    transactional_db: None, clock: time_machine.Traveller, settings: Settings
) -> Council:
    """The cast of a Scottish council, whose headteachers are of long standing."""
    settings.FRAMEWORK, settings.ORGANISATION = "scotland", "Strathmoor Council"
    with transaction.atomic():
        council = read_council("scotland")
        heads = Post.objects.filter(role=Role.HEADTEACHER)
        heads.update(start=date(2019, 8, 1))
    return council


def enter_gradings(sam: Person) -> None:
    """What an inspection graded suggests a pathway by counting."""
    sam.open(reverse("home"))
    sam.follow("Hawthorn Primary School")
    sam.meets("Hawthorn Primary School")
    sam.follow("How each indicator stands")
    sam.meets("Gradings")
    sam.follow("Enter gradings")
    sam.press("Enter the gradings")
    sam.is_told("Choose where the gradings come from")
    sam.meets("Enter gradings")
    sam.tick("The school’s own evaluation")
    sam.type("When was it graded?", "6/10/2025")
    for indicator, grade in INDICATORS.items():
        sam.choose(indicator, grade)
    sam.press("Enter the gradings")
    sam.sees("The gradings are entered.", f"Suggested: {SUPPORTED}")
    sam.meets("Gradings")


def propose(sam: Person) -> LevelAssignment:
    sam.follow("Propose a pathway")
    sam.meets("Propose a pathway")
    expect(sam.page.locator("#suggestion")).to_contain_text(SUPPORTED)
    sam.page.get_by_role("radio", name=SUPPORTED).check()
    sam.type("When does it take effect?", "10/11/2025")
    sam.type("Why now? What has changed?", "Three indicators are satisfactory.")
    sam.press("Send to the school")
    sam.meets(SUPPORTED)
    return LevelAssignment.objects.get(state="proposed")


def agree(helen: Person, proposal: LevelAssignment) -> None:
    helen.open(proposal.get_absolute_url())
    helen.meets(SUPPORTED)
    helen.follow("Record the school’s view")
    helen.meets("The school’s view")
    helen.tick("We agree with the proposal")
    helen.press("Give the school’s view")
    helen.meets(SUPPORTED)


def approve(rita: Person) -> None:
    rita.open(reverse("home"))
    rita.follow("Open the queue of proposals")
    rita.meets("Proposals of pathways")
    rita.follow("Hawthorn Primary School")
    rita.meets(f"Decide: {SUPPORTED}")
    rita.tick("Approve the pathway")
    rita.type("When does it take effect?", "10/11/2025")
    rita.press("Record the decision")
    rita.sees("The pathway is approved.")
    rita.meets(SUPPORTED)


def plan_validation(sam: Person, rita: Person, council: Council) -> None:
    """A visit that validates the gradings is planned, and agreed by somebody else."""
    sam.open(reverse("engagement:gradings", args=[council.hawthorn.pk]))
    sam.follow("Plan a visit that validates them")
    sam.meets("Plan a visit that validates gradings")
    sam.page.get_by_label("VSE", exact=False).first.check()
    for indicator in INDICATORS:
        sam.tick(indicator)
    sam.type("When?", "12/1/2026")
    sam.press("Propose the visit")
    sam.sees("The visit is proposed.")
    sam.checks_page()
    rita.open(reverse("engagement:validations"))
    rita.meets("Cycle of validations")
    rita.sees("Scheduled for 12 January 2026")
    rita.page.get_by_role("link", name="12 January 2026").first.click()
    rita.follow("Agree the visit")
    rita.meets("Agree the visit")
    rita.press("Agree the visit")
    rita.sees("The visit is agreed.")
    rita.checks_page()


def note_contact(sam: Person, council: Council) -> None:
    """A weekly engagement is one line, and meets what was due."""
    sam.open(council.hawthorn.get_absolute_url())
    sam.follow("Meetings and calls, line by line")
    sam.meets("Contacts")
    sam.follow("Note a contact")
    sam.tick("Weekly engagement of the link peer headteacher")
    sam.type("Who took part?", "Odd Larsen")
    sam.type("What was it about?", "Walked through the classes.")
    sam.meets("Note a contact")
    sam.press("Note the contact")
    sam.sees("The contact is noted.", "Walked through the classes.")
    sam.meets("Contacts")
    sam.open(reverse("school_due", args=[council.hawthorn.pk]))
    sam.checks_page()


def report(sam: Person, rita: Person, helen: Person, council: Council) -> None:
    """The term's progress is reported to the senior officer, and the school reads it."""
    sam.open(council.hawthorn.get_absolute_url())
    sam.follow("Report of progress")
    sam.meets("Report of progress, Autumn")
    sam.type("What progress was there?", "Two outcomes are met.")
    sam.press("Save as a draft")
    sam.sees("The draft is saved.")
    sam.meets("Report of progress, Autumn")
    address, _, _ = sam.page.url.partition("#")
    helen.open(address)
    helen.meets("Page not found")
    sam.follow("Go on writing")
    sam.press("Send the report")
    sam.sees("The report is sent.")
    rita.open(address)
    rita.sees("Two outcomes are met.", "Sent to the Senior Education Officer")
    rita.meets("Report of progress, Autumn")
    helen.open(address)
    helen.sees("Two outcomes are met.")
    helen.meets("Report of progress, Autumn")


@pytest.mark.item("SCO-32", "DEC-19", "DEC-20")
def test_from_gradings_to_the_report_of_the_term(
    person: Callable[..., Person], council: Council
) -> None:
    sam, helen, rita = person("sam"), person("helen", width=SMALL), person("rita")
    enter_gradings(sam)
    proposal = propose(sam)
    agree(helen, proposal)
    approve(rita)
    plan_validation(sam, rita, council)
    note_contact(sam, council)
    report(sam, rita, helen, council)
