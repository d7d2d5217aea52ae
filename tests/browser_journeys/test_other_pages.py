"""Refusals in the service's own look, and the pages beside the main job."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from pytest_django.fixtures import Settings

from schools.models import School
from tests.browser_journeys.person import Person
from tests.universe import Council

pytestmark = pytest.mark.browser
REGISTER = Path(settings.BASE_DIR) / "fixtures/register/suffolk_2025-07-17.csv"


def test_refusals_look_like_the_rest(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    sam.open(reverse("school", args=[council.birch.pk]))
    sam.meets("Page not found")
    sam.open("/nowhere/")
    sam.meets("Page not found")

    # A form that keeps drafts would fetch itself a new token.
    sam.open(reverse("home"))
    sam.page.context.clear_cookies(name="csrftoken")
    sam.press("Sign out Sam Rowe")
    sam.meets("The page was open too long")

    gus = person("gus")
    gus.open(reverse("visits:visit_new", args=[council.hawthorn.pk]))
    gus.meets("You cannot do this")


def test_the_administrator_checks_a_register_file_before_anything_changes(
    person: Callable[..., Person], council: Council, settings: Settings
) -> None:
    # No worker serves this test: the file is read once it is handed in.
    settings.CELERY_BROKER_URL = None
    ada = person("ada")
    ada.open(reverse("home"))
    ada.meets("Home")
    ada.follow("Register")
    ada.meets("Import the register of schools")
    before = School.objects.count()
    ada.page.locator("input[type=file]").set_input_files(REGISTER)
    ada.type("Local authority code", "935")
    ada.press("Check the file")
    ada.sees("Nothing has been changed yet.", "Rows read")
    ada.meets(REGISTER.name)
    assert School.objects.count() == before
    ada.follow("Calendar")
    ada.meets("Calendar")


def test_the_words_and_the_accessibility_of_the_service_are_explained(
    person: Callable[..., Person], council: Council
) -> None:
    helen = person("helen")
    helen.open(reverse("glossary:entries"))
    helen.meets("Glossary")
    visitor = person()
    visitor.open(reverse("accessibility"))
    visitor.meets("Accessibility statement")
