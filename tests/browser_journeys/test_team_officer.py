"""An officer of another team writes up a visit of their own, and sees no other."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from engagement.queries.hours import hours_position
from tests.access.in_diary import visits_of_the_diary
from tests.browser_journeys.person import Person
from tests.universe import Council
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]
SEEN = "Two pupils in care settle well."
RECORD = "Rolling record 2025/26"


def write_up(theo: Person) -> None:
    """Theo's visit, from his list of schools to the note as the school reads it."""
    theo.open(reverse("home"))
    theo.follow("Hawthorn Primary School")
    theo.meets("Hawthorn Primary School")
    theo.follow("Log a visit")
    theo.meets("Log a visit")
    theo.does_not_see("Share the phonics plan", "Phonics check", "Hours this term")
    theo.choose("Visit type", "Other team visit")
    theo.type("Time, like 1h 30", "3h")
    theo.choose("How", "In school")
    theo.type("Focus of this visit", "Pupils in care")
    theo.type(
        "Summary evaluation/key points, including evidence,"
        " that supports this evaluation",
        SEEN,
    )
    theo.press("Share with the school")
    theo.sees("Shared with the leaders", SEEN, "Theo Grant")
    theo.meets("Visit of 10 November 2025")


@pytest.mark.item("SUF-S-10", "SUF-E-02")
def test_acc_100_a_team_officer_logs_an_own_visit_and_sees_no_other(
    person: Callable[..., Person], council: Council
) -> None:
    seps: Visit = council.shared_visit(minutes=60)
    planned = visits_of_the_diary(council, lambda name: name)["planned"]
    theo = person("theo")
    write_up(theo)

    theo.open(reverse("visits:school_visits", args=[council.hawthorn.pk]))
    theo.sees("1 visit")
    theo.does_not_see("Sam Rowe")
    theo.open(f"{council.record().get_absolute_url()}?part=visits")
    theo.meets(RECORD)
    theo.sees("Theo Grant")
    theo.does_not_see("Sam Rowe", "1 December")
    for other in (seps, planned):
        theo.open(other.get_absolute_url())
        theo.meets("Page not found")
    theo.open(reverse("hours", args=[council.hawthorn.pk]))
    theo.sees("3 hours")
    theo.does_not_see("Up to", "Sam Rowe")
    theo.checks_page()


@pytest.mark.item("SUF-E-02")
def test_acc_028_the_sep_reads_it_and_its_time_is_not_counted(
    person: Callable[..., Person], council: Council
) -> None:
    council.shared_visit(minutes=60)
    write_up(person("theo"))
    term = council.terms["autumn"]
    hours = hours_position(council.record(), term)
    assert (hours.used, hours.uncounted) == (60, 180)

    sam = person("sam")
    sam.open(reverse("hours", args=[council.hawthorn.pk]))
    sam.sees("Up to 8 hours; 1 used", "3 hours", "Theo Grant")
    sam.checks_page()
    sam.open(Visit.objects.get(lead=council.persons["theo"]).get_absolute_url())
    sam.sees(SEEN, "Theo Grant")
    sam.meets("Visit of 10 November 2025")
