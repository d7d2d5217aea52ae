"""The head of service: the picture, a list, a moderation note, the report to members."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from reports.services.moderation import write_note
from schools.models import School
from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser


def narrow_the_picture(hana: Person) -> None:
    hana.open(reverse("home"))
    hana.follow("The service")
    hana.meets("The picture of the service")
    hana.choose("Region", "East")
    hana.press("Show")
    hana.sees("9 schools with a rolling record")


def ask_again_and_approve(hana: Person, rita: Person, note: str) -> None:
    hana.follow("Moderation of Hawthorn Primary School")
    hana.meets("Moderation of the level")
    hana.follow("Ask the RLE to look again")
    hana.meets("Ask the RLE to look again")
    hana.press("Ask")
    hana.is_told("Enter the request")
    hana.type("What should be looked at again, and why?", "Compare it with Elm.")
    hana.press("Ask")
    hana.sees("To be looked at again", "Compare it with Elm.")
    rita.open(note)
    rita.follow("Write a note")
    rita.meets("Write a moderation note")
    rita.type("What do you make of the school’s level this term?", "Elm stands alike.")
    rita.press("Save the note")
    rita.sees("Waiting for approval")
    hana.open(note)
    hana.press("Approve the note")
    hana.meets("Moderation of the level")
    hana.sees("Approved by Hana Yilmaz")


def report_to_members(hana: Person) -> None:
    hana.open(reverse("picture"))
    hana.follow("Reports to members")
    hana.meets("Reports to members")
    hana.follow("Begin a report")
    hana.meets("Begin a report to members")
    hana.press("Begin the report")
    hana.meets("Report to members")
    hana.follow("Change the comment")
    hana.meets("What the report says")
    hana.type(
        "What should members know beside the figures?", "Reading goes well everywhere."
    )
    hana.press("Save")
    hana.follow("Approve the report")
    hana.meets("Approve the report to members")
    hana.press("Approve the report")
    hana.sees("Frozen on", "Reading goes well everywhere.")
    hana.meets("Report to members")
    hana.follow("The public version, to print")
    hana.meets("School improvement: report to members")
    hana.sees("<5", "do not change")


@pytest.mark.item("SUF-P-13", "SUF-P-09")
def test_the_head_of_service_moderates_a_term_and_reports_to_members(
    person: Callable[..., Person], council: Council
) -> None:
    council.shared_visit(minutes=150)
    note = write_note(
        school=council.elm,
        term=council.terms["autumn"],
        text="The level fits.",
        expected_version=0,
        by=council.rita,
    )
    assert note.pk
    hana, rita = person("hana"), person("rita")
    narrow_the_picture(hana)
    hana.page.locator("a[href*='level=suf_8']").first.click()
    hana.meets("Schools at the level “Entitlement up to 8 hours”")
    hana.sees("Hawthorn Primary School")
    here = reverse("moderation", args=[council.hawthorn.pk, note.term_id])
    ask_again_and_approve(hana, rita, here)
    report_to_members(hana)


def test_a_lead_looks_at_the_map_and_its_table(
    person: Callable[..., Person], council: Council
) -> None:
    for number, school in enumerate((council.hawthorn, council.elm)):
        School.objects.filter(pk=school.pk).update(
            easting=600_000 + 4_000 * number, northing=250_000, town="Larkford"
        )
    rita = person("rita")
    rita.open(reverse("picture"))
    rita.follow("Map of a region")
    rita.meets("Map of a region")
    rita.sees("The same as a table", "Elm Junior School")
