"""The form of a visit where the browser runs no scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser_journeys.person import Person
from tests.browser_journeys.writing import begin, write
from tests.universe import Council
from visits.models import Visit

pytestmark = pytest.mark.browser


def look_closely(sam: Person, another: Person) -> None:
    """Check Sam's page. The checks are scripts: they run on a copy that has no other."""
    url, html = sam.page.url, sam.page.content()
    another.page.route(
        "**/*.js",
        lambda route: route.fulfill(body="", content_type="text/javascript"),
    )
    another.page.route(
        url, lambda route: route.fulfill(body=html, content_type="text/html")
    )
    another.open(url)
    another.meets("Log a visit")


def test_rows_errors_and_sharing_work_without_scripts(
    person: Callable[..., Person], council: Council
) -> None:
    sam = begin(person, java_script_enabled=False)
    look_closely(sam, person())
    write(sam)
    sam.type_step(1, "Share the phonics plan", "1/12/2025", "Helen Marsh")
    sam.type_step(2, "Not this one", "", "")
    sam.press("Remove next step 2")
    sam.press("Add a next step")
    sam.type_step(3, "Visit the new library", "", "Sam Rowe")
    sam.press("Share with the school")
    sam.sees("There is a problem", "Next step 3: Enter the date it is due")
    look_closely(sam, person())
    row = sam.row(3)
    expect(row.get_by_label("Next step")).to_have_value("Visit the new library")

    row.get_by_label("By date").fill("8/12/2025")
    sam.type("Focus of this visit", "Reading")
    sam.press("Share with the school")
    sam.sees("Visit the new library", "shared the note of the visit")
    assert Visit.objects.get().next_steps.count() == 2
