"""The administrator reads what the register says; the head of service confirms it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from schools.models import School, SchoolChange
from tests.browser_journeys.person import Person
from tests.reports.changing import new_academy
from tests.reports.test_school_changes import planned
from tests.schools.linked import links_text
from tests.universe import Council

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]


@pytest.mark.item("ACC-074", "ACC-075", "INV-22", "INV-23")
def test_a_conversion_and_a_closure_are_confirmed(
    person: Callable[..., Person], council: Council, tmp_path: Path
) -> None:
    academy = new_academy(council)
    planned(council)
    file = tmp_path / "links.csv"
    file.write_text(links_text((900001, 900060, "Successor", "01-01-2026")))

    ada = person("ada")
    ada.open(reverse("home"))
    ada.follow("Schools that change")
    ada.meets("Schools that close or change")
    ada.follow("Read the register’s file of links")
    ada.meets("Read the register’s file of links")
    ada.page.locator("input[type=file]").set_input_files(file)
    ada.press("Read the file")
    ada.sees("1 to be confirmed", "It converts to an academy: Hawthorn Academy.")
    ada.follow("Enter a change")
    ada.meets("Enter that a school closes or changes")
    ada.type("School that ends", "Willow Infant School (900003)")
    ada.page.get_by_label("It closes", exact=True).check()
    ada.type("Last day of the school that ends", "31 12 2025")
    ada.press("Continue")
    ada.meets("It closes")
    ada.sees("What is planned there, under discussion or still due is cancelled")

    hana = person("hana")
    hana.open(reverse("school_changes"))
    hana.follow("Hawthorn Primary School")
    hana.meets("It converts to an academy")
    hana.sees("1 planned visit is cancelled.", "Nothing is moved")
    hana.press("Confirm")
    hana.sees("Confirmed by Hana Yilmaz")
    hana.follow("Schools that close or change")
    hana.follow("Willow Infant School")
    hana.press("Confirm")
    hana.sees("It does not happen, or on another day")
    assert set(SchoolChange.objects.values_list("state", flat=True)) == {"confirmed"}

    hana.open(council.hawthorn.get_absolute_url())
    hana.sees("This school closes: its last day is 31 December 2025.")
    hana.meets("Hawthorn Primary School")
    assert School.objects.get(pk=academy.pk).status == "Open"


@pytest.mark.item("ACC-076")
def test_an_executive_head_reads_the_federation(
    person: Callable[..., Person], council: Council
) -> None:
    eva = person("eva")
    eva.open(council.ash.get_absolute_url())
    eva.follow("Three Trees Federation")
    eva.meets("Three Trees Federation")
    eva.follow("Beech Primary School")
    eva.meets("Beech Primary School")

    ada = person("ada")
    ada.open(reverse("schools:federations"))
    ada.meets("Federations")
    ada.follow("Three Trees Federation")
    ada.meets("Three Trees Federation")
    ada.follow("It leaves: Ash Primary School")
    ada.meets("Ash Primary School leaves the federation")
    ada.open(reverse("schools:agreements"))
    ada.meets("Academies that buy the model")
