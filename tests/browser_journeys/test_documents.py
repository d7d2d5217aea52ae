"""A file's way: from the head's phone to the SEP's laptop, and back again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.browser_journeys.person import Person
from tests.samples import picture
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE = 390
TITLE = "Photograph of the reading display"


def test_the_head_shares_a_file_from_a_phone_and_takes_it_back(
    person: Callable[..., Person],
    council: Council,
    settings: Settings,
    tmp_path: Path,
) -> None:
    # No worker serves this test: the file is looked at once it is handed in.
    settings.CELERY_BROKER_URL = None
    visit = council.shared_visit()
    program, photograph = tmp_path / "display.png", tmp_path / "reading display.jpg"
    program.write_bytes(b"MZ\x90")
    photograph.write_bytes(picture("JPEG"))

    sam = person("sam")
    sam.open(visit.get_absolute_url())
    sam.follow("Ask for a document")
    sam.meets("Ask for a document")
    sam.type("Which document do you ask for?", TITLE)
    sam.press("Ask the school")
    sam.sees("The school’s leaders are asked.", "waiting for the school")

    helen = person("helen", width=PHONE, java_script_enabled=False)
    helen.open(visit.get_absolute_url())
    helen.sees("Sam Rowe asks for", TITLE)
    helen.page.get_by_role("link", name="Add it").click()
    helen.page.get_by_label("File", exact=True).set_input_files(program)
    helen.press("Add document")
    helen.sees("what is inside is not")
    helen.page.get_by_label("File", exact=True).set_input_files(photograph)
    helen.press("Add document")
    helen.sees("The document was added.", TITLE, "Seen by your school only.")

    sam.page.reload()
    sam.sees("waiting for the school")
    helen.page.get_by_role("button", name="Share it").click()
    helen.sees("The document is shared.", "You can withdraw a document until")

    sam.page.reload()
    sam.checks_page()
    sam.follow(TITLE)
    sam.meets(TITLE)
    sam.sees("reading display.jpg", "JPEG picture", "Not scanned for viruses.")
    with sam.page.expect_download() as downloading:
        sam.page.get_by_role("button", name="Download").click()
    assert downloading.value.suggested_filename == "reading display.jpg"
    assert downloading.value.path().read_bytes() == photograph.read_bytes()

    reader = person("helen", width=PHONE)
    reader.open(visit.get_absolute_url())
    reader.checks_page()
    reader.follow(TITLE)
    reader.meets(TITLE)
    reader.sees("Who has opened it", "Sam Rowe")
    reader.page.get_by_role("button", name="Withdraw").click()
    reader.sees("The document is no longer shared.")
    sam.page.reload()
    sam.sees("Page not found")
