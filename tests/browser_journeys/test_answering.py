"""A headteacher on a phone puts a note right, and sees what became of it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.browser_journeys.person import Person
from tests.browser_journeys.typing import OFFER, drafts, new_tab, on_the_server, restore
from tests.universe import Council
from visits.models import Visit

pytestmark = pytest.mark.browser
PHONE = 390


def ask(helen: Person, section: str, wrong: str, right: str) -> None:
    helen.page.get_by_role("link", name=f"Ask for a correction to: {section}").click()
    helen.meets("Ask for a correction")
    helen.type("What is wrong?", wrong)
    helen.type("What should it say?", right)
    helen.press("Keep this correction")
    helen.sees("Kept for your school. It is not sent yet.")


def test_corrections_are_sent_answered_and_seen_in_the_note(
    person: Callable[..., Person], council: Council
) -> None:
    visit: Visit = council.shared_visit()
    page = visit.get_absolute_url()
    helen = person("helen", width=PHONE)
    helen.open(page)
    helen.sees("Pupils read with growing fluency in the four lessons seen.")
    ask(helen, "Summary", "four lessons", "five lessons")
    ask(helen, "Focus", "Year 2", "Years 2 and 3")
    helen.type("Your comment", "Thank you for the day.")
    helen.checks_page()
    helen.press("Send corrections and comment")
    helen.sees("Corrections that the school asked for", "Not answered yet.")

    sam = person("sam")
    sam.open(page)
    sam.sees("What is wrong", "five lessons")
    sam.page.get_by_role("link", name="Answer this correction in: Summary").click()
    sam.meets("Answer a correction")
    sam.tick("Accept it and change the note")
    sam.press("Save your answer")
    sam.page.get_by_role("link", name="Answer this correction in: Focus").click()
    sam.tick("Leave the note as it is")
    sam.press("Save your answer")
    sam.is_told("Say why it is not changed")
    sam.type("Why the note is not changed", "Year 3 comes in the spring.")
    sam.press("Save your answer")
    sam.follow("Answer this comment")
    sam.press("Send answer")

    helen.open(page)
    helen.sees("What changed since you last read it", "Accepted.", "Not changed.")
    helen.sees("Year 3 comes in the spring.")
    assert helen.page.locator("del").inner_text().strip().endswith("four")
    assert helen.page.locator("ins").inner_text().strip().endswith("five")
    helen.meets("Visit of 10 November 2025")

    sam.open(reverse("visits:visit_finalise", args=[visit.pk]))
    sam.press("Make it final")
    sam.sees("The visit is final.")
    helen.page.reload()
    helen.sees("Final")
    helen.follow("Add an addendum")
    helen.type("Addendum", "The library has moved since.")
    helen.press("Add addendum")
    helen.sees("The library has moved since.")
    helen.meets("Visit of 10 November 2025")


def test_a_note_that_was_taken_back_is_told_plainly(
    person: Callable[..., Person], council: Council
) -> None:
    visit: Visit = council.shared_visit()
    sam = person("sam")
    sam.open(visit.get_absolute_url())
    sam.follow("Take the note back")
    sam.meets("Take the note of 10 November 2025 back")
    sam.press("Take it back")
    sam.is_told("Enter why you take it back")
    sam.type("Why do you take it back?", "It named the wrong class.")
    sam.press("Take it back")
    sam.sees("It is a draft again.")
    helen = person("helen", width=PHONE)
    helen.open(visit.get_absolute_url())
    helen.meets("This note was taken back")
    helen.sees("It named the wrong class.")
    helen.does_not_see("growing fluency")


def test_a_comment_typed_on_the_note_survives_a_closed_tab(
    person: Callable[..., Person], council: Council
) -> None:
    visit: Visit = council.shared_visit()
    helen = person("helen", width=PHONE)
    helen.open(visit.get_absolute_url())
    helen.type("Your comment", "Thank you for the day.")
    on_the_server(helen, council.helen, "Thank you for the day.")
    helen.sees("Saved as a draft at 10")

    helen = new_tab(helen, helen.page.context)
    helen.open(visit.get_absolute_url())
    helen.sees(OFFER, "Thank you for the day.", "on this device")
    helen.meets("Visit of 10 November 2025")
    restore(helen)
    helen.meets("Comment on a visit note")
    helen.press("Send comment")
    helen.sees("Thank you. Your answer was sent.", "Thank you for the day.")
    assert visit.comments.count() == 1
    assert drafts(council.helen) == []
    helen.does_not_see(OFFER)
