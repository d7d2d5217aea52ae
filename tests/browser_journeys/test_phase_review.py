"""A trust's partner reviews a school in its phase, and the next phase is approved."""

from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Locator
from pytest_django.fixtures import Settings

from engagement.models import LevelAssignment
from tests.browser_journeys.person import Person
from tests.universe import Council, read_council

pytestmark = pytest.mark.browser
PHONE = 390
REPAIR, IMPROVE = "Phase 2 Repair", "Phase 3 Improve"
INCLUSION = "INCLUSION (IN)"
TAUGHT = "Inclusion is taught in every class."


@pytest.fixture
def council(
    transactional_db: None, clock: time_machine.Traveller, settings: Settings
) -> Council:
    """The cast of a trust: Hawthorn is in the phase of repair."""
    settings.FRAMEWORK, settings.ORGANISATION = "trust", "Tideway Trust"
    with transaction.atomic():
        return read_council("trust")


def benchmark(person: Person, text: str) -> Locator:
    """The boxes of one benchmark on the page that marks them."""
    return person.page.locator(".app-rated").filter(has_text=text).first


def mark(person: Person, text: str, how: str, shown: str) -> None:
    block = benchmark(person, text)
    block.get_by_label(how, exact=True).check()
    block.get_by_label("What shows this?").fill(shown)


def review(sam: Person, council: Council) -> None:
    """Sam marks what is seen, ticks what is done, and records the review."""
    sam.open(reverse("home"))
    sam.follow("Hawthorn Primary School")
    sam.follow(f"{REPAIR}: benchmarks and reviews")
    sam.meets(REPAIR)
    sam.follow("Mark LEADERSHIP AND GOVERNANCE (LG)")
    sam.meets("LEADERSHIP AND GOVERNANCE (LG)")
    mark(sam, "Leadership staff all levels in place", "Met", "All posts are filled.")
    mark(sam, "EAC in place our TOR", "Partly met", "Two members are still to come.")
    sam.press("Save the marks")
    sam.sees("The marks of LEADERSHIP AND GOVERNANCE (LG) are saved.")
    sam.sees("All posts are filled.")
    sam.checks_page()
    sam.follow("Calendar of reviews and audits")
    sam.meets("Calendar")
    sam.follow("Record as held: Half Termly Attendance Annex 4, 19 December 2025")
    sam.meets("Record as held")
    sam.type("Outcome", "Attendance is rising.")
    sam.press("Record it")
    sam.sees("Attendance is rising.", "Held")
    sam.checks_page()
    sam.open(reverse("phase", args=[council.record().pk]))
    sam.follow("Record a review")
    sam.meets("Record a review")
    sam.type("Who was there", "Sam Rowe, Helen Marsh")
    sam.type("What the review found", TAUGHT)
    sam.press("Record and share")
    sam.sees("The review is recorded and shared with the school.", TAUGHT)
    sam.checks_page()


def propose(sam: Person) -> LevelAssignment:
    """What is marked as met comes along; the next phase is chosen with its reasons."""
    sam.follow(REPAIR)
    sam.sees(f"Propose {IMPROVE}, or a step back to Phase 1 Stabilise")
    sam.follow("Propose another phase")
    sam.sees("LEADERSHIP AND GOVERNANCE (LG)", "1 picked")
    sam.meets("Propose a phase")
    sam.page.get_by_role("radio", name=IMPROVE).check()
    sam.type("When does it take effect?", "10/11/2025")
    sam.type("Why now? What has changed?", "The staff are settled.")
    sam.press("Send to the school")
    sam.is_told("Say why this is the best fit.")
    sam.checks_page()
    sam.type("Why is this phase the best fit?", TAUGHT)
    sam.press("Send to the school")
    sam.meets(IMPROVE)
    return LevelAssignment.objects.get(state="proposed")


def agree(person: Callable[..., Person], proposal: LevelAssignment) -> None:
    """Helen reads the proposal on her phone and agrees."""
    helen = person("helen", width=PHONE)
    helen.open(proposal.get_absolute_url())
    helen.meets(IMPROVE)
    helen.sees("All posts are filled.")
    helen.follow("Record the school’s view")
    helen.meets("The school’s view")
    helen.tick("We agree with the proposal")
    helen.press("Give the school’s view")
    helen.sees("Your view is recorded.")
    helen.checks_page()


def approve(rita: Person) -> None:
    rita.open(reverse("home"))
    rita.follow("Open the queue of proposals")
    rita.meets("Proposals of phases")
    rita.follow("Hawthorn Primary School")
    rita.meets(f"Decide: {IMPROVE}")
    rita.tick("Approve the phase")
    rita.type("When does it take effect?", "10/11/2025")
    rita.press("Record the decision")
    rita.sees("Approved")
    rita.checks_page()
    rita.follow("Read the letter about the change")
    rita.meets("Change of phase")
    rita.sees(REPAIR, IMPROVE)


def deploy(rita: Person, council: Council) -> None:
    rita.open(reverse("phase", args=[council.record().pk]))
    rita.meets(IMPROVE)
    rita.follow("Deploy somebody")
    rita.meets("Deploy somebody")
    rita.choose("Who", "Sam Rowe")
    rita.type("Share of a full week", "0.1")
    rita.press("Deploy")
    rita.is_told("This phase has no share of a week. Say why one is given.")
    rita.checks_page()
    rita.type("Why is more given than the phase allows?", "Until Christmas.")
    rita.press("Deploy")
    rita.sees(
        "The deployment is entered.",
        "Sam Rowe, 0.1 of a full week (0.5 days), from 10 November 2025",
    )
    rita.checks_page()


def offer(person: Callable[..., Person], council: Council) -> None:
    """Now that the school gives capacity in some areas, Helen offers what it has."""
    helen = person("helen", width=PHONE)
    helen.open(reverse("phase", args=[council.record().pk]))
    helen.sees("School is a capacity giver in some areas")
    helen.meets(IMPROVE)
    helen.follow("Offer support to other schools")
    helen.meets("Offer support to other schools")
    helen.choose("Area", "Champion Teachers")
    helen.type("What the school could do", "Two teachers of early reading")
    helen.press("Enter the offer")
    helen.sees("Champion Teachers", "Two teachers of early reading")
    helen.checks_page()
    helen.open(reverse("phase", args=[council.record().pk]))
    helen.follow("What is still missing, as a list to print")
    helen.meets("What is still missing for Phase 4 Sustain")


def test_a_phase_is_reviewed_and_the_next_one_approved(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    review(sam, council)
    proposal = propose(sam)
    agree(person, proposal)
    rita = person("rita")
    approve(rita)
    deploy(rita, council)
    offer(person, council)
