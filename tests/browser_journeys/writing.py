"""How a SEP comes to the form of a visit and fills it in."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.browser_journeys.person import Person

SUMMARY = (
    "Pupils read with growing fluency.\n\n- Year 2 blend well\n- Books match sounds"
)


def begin(person: Callable[..., Person], **options: Any) -> Person:
    """Sam goes from the list of schools to a note that nothing is typed in yet."""
    sam = person("sam", **options)
    sam.open(reverse("home"))
    sam.follow("Hawthorn Primary School")
    sam.follow("Log a visit")
    return sam


def write(sam: Person) -> None:
    """The whole note but its next steps."""
    sam.choose("Visit type", "Continuous conversation - progress review")
    sam.type("Time, like 1h 30", "1h 30")
    sam.choose("How", "In school")
    sam.type("Others present", "Ruth Abel, diocesan adviser")
    sam.type(
        "Summary evaluation/key points, including evidence,"
        " that supports this evaluation",
        SUMMARY,
    )


def plan(sam: Person, day: str, time: str, agenda: str) -> None:
    """Put a visit into the diary, from a page that leads there."""
    sam.follow("Plan a visit")
    sam.meets("Plan a visit")
    sam.page.get_by_label("Day", exact=True).fill(day)
    sam.page.get_by_label("Time", exact=True).fill(time)
    sam.choose("Visit type", "Continuous conversation - progress review")
    sam.type("Agenda", agenda)
    sam.press("Plan this visit")
    sam.sees("This visit is in the diary")
