"""A SEP enters a preparation, mistypes it and puts it right; the head reads the hours."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser


def test_a_sep_enters_time_and_corrects_it(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    sam.open(reverse("hours", args=[council.hawthorn.pk]))
    sam.meets("Hours")
    sam.sees("Up to 8 hours; 0 used")
    sam.follow("Enter time outside a visit")
    sam.meets("Enter time outside a visit")
    sam.press("Enter time")
    sam.is_told("Enter the time spent")
    sam.page.get_by_label("Time spent", exact=True).fill("3h")
    sam.tick("Other")
    sam.type("What was it for?", "A call about phonics")
    sam.press("Enter time")
    sam.meets("Hours")
    sam.sees("The time is entered.", "Up to 8 hours; 3 used", "A call about phonics")
    sam.page.get_by_role("link", name="Correct the 3 hours").click()
    sam.meets("Correct this entry")
    sam.page.get_by_label("Time spent", exact=True).fill("30")
    sam.press("Correct the entry")
    sam.is_told("Say why the entry is taken back")
    sam.type("What was wrong?", "Half an hour, typed as 3")
    sam.press("Correct the entry")
    sam.meets("Hours")
    sam.sees("Up to 8 hours; 0.5 used", "Half an hour, typed as 3", "taken back")
    sam.page.get_by_role("link", name="Take back the 30 minutes").click()
    sam.meets("Take this entry back")
    sam.type("Why is it taken back?", "It belongs to Elm")
    sam.press("Take it back")
    sam.sees("The entry is taken back.", "Up to 8 hours; 0 used")

    helen = person("helen", width=390)
    helen.open(reverse("hours", args=[council.hawthorn.pk]))
    helen.meets("Hours")
    helen.sees("It belongs to Elm")
    helen.does_not_see("Enter time outside a visit", "Correct")
