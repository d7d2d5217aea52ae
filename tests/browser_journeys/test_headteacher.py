"""The school's side, on a phone: told, reads, answers, gives its own view."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE = 390
COMMENT = "We would add that Year 1 read well too."
TITLE = "Reading policy"


def test_the_head_reads_the_note_on_a_phone_and_comments(
    person: Callable[..., Person], council: Council
) -> None:
    council.shared_visit()
    helen = person("helen", width=PHONE)
    helen.open(reverse("home"))
    helen.meets("Hawthorn Primary School")
    helen.sees("New for you")
    helen.page.locator(".app-news a").first.click()
    helen.meets("Visit of 10 November 2025")
    helen.sees("Pupils read with growing fluency", "Share the phonics plan")

    helen.press("Send comment")
    helen.is_told("Enter your comment, or choose “No comment”")
    helen.meets("Comment on a visit note")
    helen.type("Your comment", COMMENT)
    helen.press("Send comment")
    helen.sees(COMMENT, "Helen Marsh")
    helen.sees("commented on the note of the visit of 10 November 2025")
    helen.meets("Visit of 10 November 2025")


def test_the_deputy_has_no_comment(
    person: Callable[..., Person], council: Council
) -> None:
    visit = council.shared_visit()
    dev = person("dev", width=PHONE)
    dev.open(visit.get_absolute_url())
    dev.press("No comment")
    dev.sees("No comment.", "Dev Chandra")
    visit.refresh_from_db()
    assert visit.state == "commented"


def test_the_school_gives_its_view_beside_the_authoritys(
    person: Callable[..., Person], council: Council
) -> None:
    helen = person("helen", width=PHONE)
    helen.open(reverse("school", args=[council.hawthorn.pk]))
    helen.follow("Give our view of the trajectory")
    helen.meets("School’s view, Autumn")
    helen.press("Give our view")
    helen.is_told("Select your view")
    helen.tick("Likely to be judged Good")
    helen.type("Why do you think so?", "Two thirds of lessons are strong.")
    helen.press("Give our view")
    helen.sees("Likely to be judged Good", "Two thirds of lessons are strong.")
    helen.open(reverse("school", args=[council.hawthorn.pk]))
    helen.sees("School’s view", "Likely to be judged Good", "LA view", "Not yet given")


def test_a_document_is_named_by_the_school_and_read_once_it_is_shared(
    person: Callable[..., Person], council: Council
) -> None:
    visit = council.shared_visit()
    helen = person("helen", width=PHONE)
    helen.open(visit.get_absolute_url())
    helen.follow("Share a document")
    helen.meets("Share a document")
    helen.type("Title of the document", TITLE)
    helen.type("Link", "not a link")
    helen.press("Add document")
    helen.is_told("Link must be a full web address")
    helen.type("Link", "https://hawthorn.example/reading.pdf")
    helen.press("Add document")
    helen.sees(TITLE, "Seen by your school only.")

    sam = person("sam")
    sam.open(visit.get_absolute_url())
    sam.does_not_see(TITLE)
    helen.page.get_by_role("button", name="Share it").click()
    helen.sees("The document is shared.")
    sam.page.reload()
    document = sam.page.get_by_role("link", name=TITLE)
    expect(document).to_have_attribute("href", "https://hawthorn.example/reading.pdf")
