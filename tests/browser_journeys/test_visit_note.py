"""The SEP writes up a visit, saves it, comes back to it and shares it."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from engagement.services.priorities import set_priorities
from tests.browser_journeys.person import Person
from tests.browser_journeys.writing import begin, write
from tests.universe import Council
from visits.models import Visit

pytestmark = pytest.mark.browser


def test_a_sep_writes_up_a_visit_and_retypes_nothing_of_the_last(
    person: Callable[..., Person], council: Council
) -> None:
    council.final_visit()
    record = council.record()
    set_priorities(
        record=record,
        expected_version=record.version,
        texts=["Reading in Year 2"],
        by=council.helen,
    )
    sam = person("sam")
    sam.open(reverse("home"))
    sam.meets("My schools")
    sam.follow("Hawthorn Primary School")
    sam.meets("Hawthorn Primary School")
    sam.follow("Rolling record 2025/26")
    sam.meets("Rolling record 2025/26")
    sam.follow("Hawthorn Primary School")
    sam.follow("Log a visit")
    sam.meets("Log a visit")
    sam.sees("Share the phonics plan", "Visit the new library")
    focus = sam.page.get_by_label("Focus of this visit")
    expect(focus).to_have_value("Phonics check\nAttendance")
    sam.choose("What became of: Visit the new library", "Done")
    write(sam)
    sam.tick("Reading in Year 2")
    sam.type_step(1, "Hear three readers", "1/12/2025", "Sam Rowe")
    sam.press("Share with the school")
    sam.sees("Hear three readers", "Phonics check", "Priorities worked on")
    outcome = sam.page.locator("li", has_text="Visit the new library")
    expect(outcome.first).to_contain_text("Done")
    sam.meets("Visit of 10 November 2025")


def test_next_steps_are_added_removed_saved_and_shared(
    person: Callable[..., Person], council: Council
) -> None:
    sam = begin(person)
    write(sam)
    sam.type_step(1, "Share the phonics plan", "1/12/2025", "Helen Marsh")
    sam.type_step(2, "Not this one", "2/12/2025", "Helen Marsh")
    sam.type_step(3, "Visit the new library", "8 December 2025", "Diocesan adviser")
    sam.press("Add a next step")
    sam.type_step(4, "Read with Year 2", "12/12/2025", "Sam Rowe")
    sam.press("Remove next step 2")
    expect(sam.row(4)).to_have_count(0)
    sam.press("Save draft")
    sam.sees("Draft saved. Only the authority can see it.")
    sam.meets("Visit of 10 November 2025")

    sam.open(reverse("school", args=[council.hawthorn.pk]))
    sam.follow("10 Nov 2025")
    sam.meets("Visit of 10 November 2025")
    sam.follow("Go on writing")
    kept = sam.row(2).get_by_label("Next step", exact=True)
    expect(kept).to_have_value("Visit the new library")
    sam.type("Focus of this visit", "Reading in Year 2")
    sam.press("Share with the school")
    sam.sees("Shared with the leaders of Hawthorn Primary School", "Ruth Abel")
    sam.sees("shared the note of the visit of 10 November 2025 with the school")
    sam.does_not_see("Not this one")
    sam.meets("Visit of 10 November 2025")
    visit = Visit.objects.get()
    assert visit.state == "shared"
    assert visit.next_steps.count() == 3


def test_the_questions_follow_the_type_that_is_chosen(
    person: Callable[..., Person], council: Council
) -> None:
    sam = begin(person)
    question = sam.page.get_by_text("Where is the school now?", exact=True)
    expect(question).to_be_hidden()
    sam.choose("Visit type", "Continuous conversation - progress review")
    expect(question).to_be_visible()
    question.click()
    sam.press("What evidence supports this view?")
    summary = sam.page.get_by_label("Summary evaluation", exact=False)
    expect(summary).to_have_value("What evidence supports this view?\n")
    sam.meets("Log a visit")
    sam.choose("Visit type", "Governance meeting or review")
    expect(sam.page.get_by_text("Questions of the conversation")).to_be_hidden()

    sam.page.set_viewport_size({"width": 390, "height": 800})
    sam.choose("Visit type", "Additional engagement - planning meeting")
    expect(question).to_be_hidden()
    sam.page.get_by_text("Questions of the conversation").click()
    expect(question).to_be_visible()
