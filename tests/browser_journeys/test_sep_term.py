"""A SEP's term: plan, move, write, share, make final; the school cancels another."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser_journeys.person import Person
from tests.browser_journeys.writing import plan, write
from tests.universe import Council
from visits.models import Visit

pytestmark = pytest.mark.browser


def test_a_sep_works_through_a_term(
    person: Callable[..., Person],
    council: Council,
    clock: time_machine.Traveller,
) -> None:
    sam = person("sam")
    school = reverse("school", args=[council.hawthorn.pk])
    sam.open(school)
    plan(sam, "20/11/2025", "9:30", "Phonics\nBudget")
    sam.meets("Visit of 20 November 2025")
    sam.follow("Move it or change the plan")
    sam.page.get_by_label("Day", exact=True).fill("27/11/2025")
    sam.press("Save the change")
    sam.is_told("Say why the visit is moved")
    sam.type("Why the visit moves", "The inspectors come that week.")
    sam.press("Save the change")
    sam.meets("Visit of 27 November 2025")
    sam.sees("From 20 November 2025 at 9:30am", "The inspectors come that week.")

    sam.open(school)
    plan(sam, "4/12/2025", "14:00", "Attendance")
    helen = person("helen", width=390)
    cancelled = Visit.objects.planned().get(date="2025-12-04")
    helen.open(cancelled.get_absolute_url())
    helen.follow("Cancel this visit")
    helen.meets("Cancel the visit planned for 4 December 2025 at 2pm")
    helen.type("Why the visit is cancelled", "The hall is flooded.")
    helen.press("Cancel this visit")
    helen.meets("Visit of 4 December 2025")
    helen.sees("The hall is flooded.")

    clock.move_to(datetime(2025, 11, 27, 16, tzinfo=UTC))
    sam, helen = person("sam"), person("helen", width=390)
    sam.open(reverse("visits:my_visits"))
    sam.meets("My visits")
    sam.sees("Not written up yet")
    sam.page.get_by_role("link", name="Write up").first.click()
    sam.sees("Visit of 27 November 2025")
    sam.page.get_by_text("Where is the school now?").click()
    sam.press("What evidence supports this view?")
    summary = sam.page.locator("#id_summary")
    expect(summary).to_have_value("What evidence supports this view?\n")
    write(sam)
    sam.press("Share with the school")
    sam.sees("Shared with the leaders of Hawthorn Primary School", "Budget")
    visit = Visit.objects.get(state="shared")
    helen.open(visit.get_absolute_url())
    helen.press("No comment")
    helen.sees("Thank you. Your answer was sent.")
    sam.open(reverse("visits:my_visits"))
    sam.sees("Ready to make final")
    sam.page.get_by_role("link", name="Make final").first.click()
    sam.press("Make it final")
    sam.open(reverse("visits:school_visits", args=[council.hawthorn.pk]))
    sam.meets("Visits of 2025/26")
    sam.sees("The hall is flooded.", "Cancelled", "Final")
    rita = person("rita")
    rita.open(reverse("unvisited"))
    rita.meets("Schools without a visit")
    rita.does_not_see("Hawthorn Primary School")
