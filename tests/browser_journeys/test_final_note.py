"""The SEP answers the school and makes the visit final."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser
COMMENT = "We would add that Year 1 read well too."
ANSWER = "Agreed, and I have seen the folder."
ADDENDUM = "The library opened a week later."


def test_the_sep_answers_and_a_final_visit_takes_an_addendum_only(
    person: Callable[..., Person], council: Council
) -> None:
    visit = council.commented_visit(COMMENT)
    sam = person("sam")
    sam.open(visit.get_absolute_url())
    sam.follow("Answer this comment")
    sam.meets("Answer the school’s comment")
    sam.type("Your answer", ANSWER)
    sam.press("Send answer")
    sam.sees(COMMENT, ANSWER)

    sam.follow("Make this visit final")
    sam.meets("Make the visit of 10 November 2025 final")
    sam.press("Make it final")
    sam.meets("Visit of 10 November 2025")
    sam.sees("made the note of the visit of 10 November 2025 final")

    sam.open(reverse("visits:visit_edit", args=[visit.pk]))
    sam.meets("Add an addendum")
    sam.type("Addendum", ADDENDUM)
    sam.press("Add addendum")
    sam.sees(ADDENDUM, "Sam Rowe")
    sam.meets("Visit of 10 November 2025")
