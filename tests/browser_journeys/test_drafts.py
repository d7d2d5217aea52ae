"""What is typed survives a reload, a closed tab, another device and a second thought."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sitrack.core.models import Draft
from tests.browser_journeys.person import Person
from tests.browser_journeys.typing import (
    FOCUS,
    OFFER,
    SUMMARY,
    drafts,
    new_tab,
    on_the_server,
    restore,
    state,
)
from tests.browser_journeys.writing import begin, write
from tests.universe import Council
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]


def test_acc_085_a_closed_tab_loses_nothing_and_saves_once(
    person: Callable[..., Person], council: Council
) -> None:
    sam = begin(person)
    address = sam.page.url
    write(sam)
    sam.type(FOCUS, "Reading in Year 2")
    sam.type_step(1, "Hear three readers", "1/12/2025", "Helen Marsh")
    sam.press("Add a next step")
    sam.type_step(4, "Visit the new library", "8/12/2025", "Sam Rowe")
    on_the_server(sam, council.sam, "Visit the new library")
    expect(state(sam)).to_contain_text("Saved as a draft at 10")

    sam = new_tab(sam, sam.page.context)
    sam.open(address)
    sam.meets("Log a visit")
    sam.sees(OFFER, "on this device")
    restore(sam)
    sam.sees("This is what you typed at 10")
    sam.meets("Log a visit")
    expect(sam.page.get_by_label(FOCUS, exact=True)).to_have_value("Reading in Year 2")
    kept = sam.row(4).get_by_label("Next step", exact=True)
    expect(kept).to_have_value("Visit the new library")
    assert not Visit.objects.exists()

    sam.press("Share with the school")
    sam.sees("Shared with the leaders", "Hear three readers", "Visit the new library")
    assert Visit.objects.get().next_steps.count() == 2
    assert drafts(council.sam) == []
    sam.open(address)
    sam.does_not_see(OFFER)


def test_two_devices_are_offered_each_others_words(
    person: Callable[..., Person], council: Council
) -> None:
    edit = reverse("visits:visit_edit", args=[council.draft_visit().pk])
    laptop, phone = person("sam"), person("sam", width=390)
    laptop.open(edit)
    phone.open(edit)
    laptop.type(FOCUS, "Typed on the laptop")
    on_the_server(laptop, council.sam, "Typed on the laptop")
    phone.type(SUMMARY, "Typed on the phone")
    on_the_server(phone, council.sam, "Typed on the phone")
    phone.open(edit)
    phone.meets("Visit of 10 November 2025")
    phone.sees("on this device", "on another device")
    restore(phone, "on another device")
    expect(phone.page.get_by_label(FOCUS, exact=True)).to_have_value(
        "Typed on the laptop"
    )
    phone.press("Save draft")
    phone.sees("Draft saved.", OFFER, "on this device")
    assert "Typed on the phone" in str(drafts(council.sam))
    assert "Typed on the laptop" not in str(drafts(council.sam))
    phone.page.get_by_role("button", name="Discard it").click()
    phone.does_not_see(OFFER)
    assert drafts(council.sam) == []


def test_a_draft_of_an_older_version_meets_the_conflict_page(
    person: Callable[..., Person], council: Council
) -> None:
    edit = reverse("visits:visit_edit", args=[council.draft_visit().pk])
    sam, rita = person("sam"), person("rita")
    sam.open(edit)
    sam.type(FOCUS, "Phonics, says Sam")
    on_the_server(sam, council.sam, "Phonics, says Sam")
    rita.open(edit)
    rita.does_not_see(OFFER)
    rita.type(FOCUS, "Attendance, says Rita")
    rita.press("Save draft")
    rita.sees("Draft saved")
    sam.open(edit)
    restore(sam)
    sam.press("Save draft")
    sam.sees("saved a change while you were writing")
    sam.sees("Phonics, says Sam", "Attendance, says Rita")
    assert "Phonics, says Sam" in str(drafts(council.sam))
    sam.press("Save draft")
    sam.sees("Draft saved.")
    assert drafts(council.sam) == []


def test_a_second_thought_leaves_no_draft(
    person: Callable[..., Person], council: Council
) -> None:
    edit = reverse("visits:visit_edit", args=[council.draft_visit().pk])
    sam = person("sam")
    sam.open(edit)
    before = sam.page.get_by_label(FOCUS, exact=True).input_value()
    sam.type(FOCUS, "Something else")
    on_the_server(sam, council.sam, "Something else")
    sam.type(FOCUS, before)
    expect(state(sam)).to_have_text("")
    sam.open(edit)
    sam.does_not_see(OFFER)


def test_restoring_and_discarding_work_without_scripts(
    person: Callable[..., Person], council: Council
) -> None:
    visit = council.draft_visit()
    edit = reverse("visits:visit_edit", args=[visit.pk])
    sam = person("sam", java_script_enabled=False)
    sam.open(edit)
    sam.type(FOCUS, "Reading, without scripts")
    sam.type("Date", "31/2/2026")
    sam.press("Save draft")
    sam.sees("There is a problem")
    sam.open(edit)
    sam.sees(OFFER, "on this device")
    restore(sam)
    expect(sam.page.get_by_label(FOCUS, exact=True)).to_have_value(
        "Reading, without scripts"
    )
    sam.type("Date", "10/11/2025")
    sam.press("Save draft")
    sam.sees("Draft saved.")
    sam.does_not_see(OFFER)
    assert Draft.objects.filter(spent=False).count() == 0
