"""A level is proposed, seen by the school, and decided by the RLE."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagement.models import LevelAssignment
from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser
BELOW = "Statutory pupil outcomes are likely to be below national"
EVIDENCE = "Below national for three years."
EIGHT = "Entitlement up to 8 hours"
TWELVE = "Entitlement up to 12 hours"


def propose(person: Callable[..., Person], council: Council) -> None:
    """Sam ticks what is true, reads the suggestion and says why he differs."""
    sam = person("sam")
    sam.open(reverse("school", args=[council.hawthorn.pk]))
    sam.follow("Propose a level")
    sam.meets("Propose a level")
    sam.tick(BELOW)
    suggestion = sam.page.locator("#suggestion")
    expect(suggestion).to_contain_text(f"suggest {TWELVE}")
    evidence = sam.page.get_by_label("What shows this?").locator("visible=true")
    evidence.fill(EVIDENCE)
    sam.page.get_by_role("radio", name="Entitlement up to 24 hours").check()
    expect(suggestion).to_contain_text("You propose Entitlement up to 24 hours instead")
    sam.type("When does it take effect?", "10/11/2025")
    sam.type("Why now? What has changed?", "Two cohorts have fallen behind.")
    sam.press("Send to the school")
    sam.is_told("Say why this one fits.")
    sam.meets("Propose a level")

    sam.page.get_by_role("radio", name=TWELVE).check()
    expect(suggestion).to_contain_text("That is the level you propose.")
    sam.press("Send to the school")
    sam.meets(TWELVE)
    sam.sees(EVIDENCE)


def give_view(person: Callable[..., Person], proposal: LevelAssignment) -> None:
    """Helen says what the school thinks of it."""
    helen = person("helen", width=390)
    helen.open(proposal.get_absolute_url())
    helen.meets(TWELVE)
    helen.follow("Record the school’s view")
    helen.meets("The school’s view")
    helen.tick("We prefer another level")
    helen.page.get_by_role("radio", name=EIGHT).check()
    helen.type("What would you like to say about it?", "Our new plan works.")
    helen.press("Give the school’s view")
    helen.sees("Our new plan works.")


def decide(person: Callable[..., Person]) -> Person:
    """Rita reads both views and approves with a note."""
    rita = person("rita")
    rita.open(reverse("home"))
    rita.meets("My schools")
    rita.follow("Open the queue of proposals")
    rita.meets("Proposals of levels")
    rita.sees("Views differ")
    rita.follow("Hawthorn Primary School")
    rita.meets(f"Decide: {TWELVE}")
    rita.sees(EVIDENCE, "Our new plan works.", "The two views differ")
    rita.sees("Last two visits", "Reviews of the plan", "Similar schools")
    rita.sees("hours used", "Elm Junior School")
    meet_first(rita)
    rita.follow("Decide")
    rita.tick("Approve the level")
    rita.type("When does it take effect?", "10/11/2025")
    rita.type("Note", "I have weighed both, and outcomes decide.")
    rita.press("Record the decision")
    rita.meets(TWELVE)
    rita.sees("Approved", "I have weighed both, and outcomes decide.")
    return rita


def meet_first(rita: Person) -> None:
    """Both sides are to look at the evidence together; the proposal is parked."""
    rita.follow("Plan a joint evidence meeting")
    rita.meets("Plan a joint evidence meeting")
    rita.type("Day", "18/11/2025")
    rita.type("Time", "10am")
    rita.press("Plan this meeting")
    rita.meets(TWELVE)
    rita.sees("Parked", "18 November 2025 at 10am")


def test_a_level_is_proposed_viewed_and_approved_and_the_record_follows(
    person: Callable[..., Person], council: Council
) -> None:
    propose(person, council)
    proposal = LevelAssignment.objects.get(state="proposed")
    give_view(person, proposal)
    rita = decide(person)
    rita.sees("approved")
    rita.follow("Read the letter about the change")
    rita.meets("Change of level")
    rita.sees("CL 2025/26-1", TWELVE, EIGHT, "Rita Okafor")
    rita.open(reverse("school", args=[council.hawthorn.pk]))
    rita.sees(TWELVE, "Up to 12 hours")
    record = reverse("record", args=[council.records["hawthorn"].pk])
    rita.open(f"{record}?part=position")
    rita.sees(TWELVE)
    rita.meets("Rolling record 2025/26")
    rita.open(f"{record}?part=history")
    rita.sees("Rita Okafor", "Sam Rowe")
    rita.meets("Rolling record 2025/26")
