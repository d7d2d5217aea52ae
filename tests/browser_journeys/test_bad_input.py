"""Mistakes in the browser: the focus, both texts of a conflict, one visit only."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser_journeys.person import Person
from tests.browser_journeys.writing import begin, write
from tests.universe import Council
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]


@pytest.mark.item("ACC-013")
def test_each_problem_is_a_link_to_its_box_and_everything_typed_is_kept(
    person: Callable[..., Person], council: Council
) -> None:
    sam = begin(person)
    write(sam)
    sam.type("Date", "31/2/2026")
    sam.type("Time, like 1h 30", "-1")
    sam.type_step(1, "Read <b>aloud</b> 📚 مرحبا", "", "Helen Marsh")
    sam.press("Add a next step")
    sam.press("Share with the school")
    sam.is_told("Date of visit", "Time")
    sam.meets("Log a visit")
    summary = sam.page.locator(".govuk-error-summary")
    summary.get_by_role("link", name="Date of visit").click()
    expect(sam.page.get_by_label("Date", exact=True)).to_be_focused()
    kept = sam.row(1).get_by_label("Next step", exact=True)
    expect(kept).to_have_value("Read <b>aloud</b> 📚 مرحبا")

    sam.type("Date", "10/11/2025")
    sam.type("Time, like 1h 30", "1h 30")
    sam.type("Focus of this visit", "Reading")
    sam.press("Share with the school")
    sam.is_told("Next step 1")
    summary.get_by_role("link", name="Next step 1").click()
    due = sam.row(1).get_by_label("By date", exact=True)
    expect(due).to_be_focused()
    due.fill("1/12/2025")
    sam.press("Share with the school")
    sam.sees("Read <b>aloud</b> 📚 مرحبا")
    assert Visit.objects.count() == 1


@pytest.mark.item("ACC-086")
def test_whoever_saves_second_sees_both_texts(
    person: Callable[..., Person], council: Council
) -> None:
    edit = reverse("visits:visit_edit", args=[council.draft_visit().pk])
    sam, rita = person("sam"), person("rita")
    sam.open(edit)
    rita.open(edit)
    sam.type("Focus of this visit", "Phonics, says Sam")
    sam.press("Save draft")
    sam.sees("Draft saved")
    rita.type("Focus of this visit", "Attendance, says Rita")
    rita.press("Save draft")
    rita.sees("saved a change while you were writing")
    rita.sees("Phonics, says Sam", "Attendance, says Rita")
    mine = rita.page.get_by_label("Focus of this visit", exact=True)
    expect(mine).to_have_value("Attendance, says Rita")
    rita.meets("Visit of 10 November 2025")
    rita.press("Save draft")
    rita.sees("Draft saved")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_clicks_and_a_way_back_make_one_visit(
    person: Callable[..., Person], council: Council, scripts: bool
) -> None:
    sam = begin(person, java_script_enabled=scripts)
    write(sam)
    sam.type("Focus of this visit", "Reading")
    sam.type_step(1, "Share the phonics plan", "1/12/2025", "Helen Marsh")
    sam.page.get_by_role("button", name="Share with the school").dblclick()
    sam.sees("shared the note of the visit")
    sam.page.go_back()
    sam.page.go_forward()
    sam.sees("shared the note of the visit")
    assert Visit.objects.count() == 1
