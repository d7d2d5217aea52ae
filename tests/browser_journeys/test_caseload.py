"""A lead compares whose schools are whose."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser


@pytest.mark.item("DER-15")
def test_a_lead_opens_the_schools_of_an_officer_from_home(
    person: Callable[..., Person], council: Council
) -> None:
    council.shared_visit(minutes=150)
    rita = person("rita")
    rita.open(reverse("home"))
    rita.follow("Who has which schools, with levels and hours")
    rita.sees("Sam Rowe", "0 planned; 2.5 used")
    rita.meets("Who has which schools")
    rita.follow("Sam Rowe")
    rita.meets("Schools of Sam Rowe")
    rita.follow("Hawthorn Primary School")
    rita.meets("Hawthorn Primary School")
