"""What is due is read, waived with a reason, and seen at the end of a term."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from reports.topics import TITLES, offered_to
from sitrack.core.roles import Role
from sitrack.core.words import worded
from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser


def test_a_lead_waives_what_is_due_and_the_school_reads_why(
    person: Callable[..., Person], council: Council
) -> None:
    rita = person("rita")
    rita.open(reverse("closing"))
    rita.meets("How the term closes")
    rita.follow("Hawthorn Primary School")
    rita.meets("What is due")
    rita.follow("Not needed: Level confirmed, Autumn")
    rita.meets("Level confirmed: not needed this time")
    rita.type("Why it is not needed", "It changes in January.")
    rita.press("It is not needed")
    rita.sees("It is not asked for any more. Both sides read your reason.")
    rita.follow("Ask for it again: Level confirmed")
    rita.meets("Level confirmed: ask for it again")

    helen = person("helen")
    helen.open(reverse("school", args=[council.hawthorn.pk]))
    helen.follow("What is due")
    helen.meets("What is due")
    helen.sees("It changes in January.")


def test_a_head_puts_a_note_off_until_a_day_and_takes_that_back(
    person: Callable[..., Person], council: Council
) -> None:
    council.shared_visit()
    reading = "Read the note of the visit on 10 November 2025 and answer it"
    helen = person("helen")
    helen.open(reverse("school", args=[council.hawthorn.pk]))
    helen.sees(reading)
    helen.follow("Be reminded later, or see all that is due for you")
    helen.meets("What is due for you")
    helen.follow(f"Remind me later: Hawthorn Primary School, {reading}")
    helen.meets("Remind me later")
    helen.type("Remind me on", "10/11/2025")
    helen.press("Remind me then")
    helen.is_told("Choose a day after today")
    helen.type("Remind me on", "24/11/2025")
    helen.press("Remind me then")
    helen.sees("You will be reminded on 24 November 2025.")
    helen.meets("What is due for you")
    helen.open(reverse("school", args=[council.hawthorn.pk]))
    helen.does_not_see(reading)
    helen.open(reverse("my_due"))
    helen.press(f"Take back for Hawthorn Primary School: {reading}")
    helen.sees("It waits for you again.")


def test_a_sep_chooses_when_the_weekly_mail_comes_and_what_it_counts(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    sam.open(reverse("my_due"))
    sam.follow("Your weekly mail")
    sam.meets("Your weekly mail")
    sam.tick("Yes")
    sam.tick("Thursday")
    for topic in offered_to([Role.OFFICER]):
        sam.page.get_by_label(worded(TITLES[topic]), exact=True).uncheck()
    sam.press("Save")
    sam.is_told("Select what the mail counts, or choose to have none")
    sam.meets("Your weekly mail")
    sam.tick("Next steps overdue")
    sam.press("Save")
    sam.sees("Your choice is saved.")
    assert sam.page.get_by_label("Thursday", exact=True).is_checked()
    gus = person("gus")
    gus.open(reverse("weekly_mail"))
    gus.sees("no weekly mail is sent to you")
    gus.meets("Your weekly mail")
