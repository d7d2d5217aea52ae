"""The chair opens a published record, prints it, and has a copy checked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from sitrack.core import sweep
from tests.browser_journeys.person import Person
from tests.pdf import text_of
from tests.universe import Council

pytestmark = pytest.mark.browser
RECORD = "Record of school improvement engagement model work"


def test_the_chair_opens_a_version_and_checks_that_it_is_a_true_copy(
    person: Callable[..., Person],
    council: Council,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.CELERY_BROKER_URL = None
    council.final_visit()
    sam = person("sam")
    sam.open(council.record().get_absolute_url())
    sam.follow("Publish a version of the record")
    sam.meets("Publish a version: rolling record")
    sam.press("Publish")
    sam.is_told("Answer the question: Who is it for?")
    sam.page.get_by_label("Governors and the school’s leaders", exact=True).check()
    sam.press("Publish")
    sam.sees("Version 1 is published.", "Nobody yet.")

    cora = person("cora", java_script_enabled=False)
    cora.open("/")
    cora.follow("Published documents")
    cora.follow(f"{RECORD}, version 1")
    cora.sees("Published 10 November 2025", "by Sam Rowe")
    with cora.page.expect_download() as download:
        cora.page.get_by_role("button", name="Open the PDF").click()
    copy = Path(download.value.path())
    printed = text_of(copy.read_bytes())
    assert "Pupils read with growing fluency" in printed
    assert "Version 1 for governors and the school’s leaders" in printed

    reader = person("cora", width=390)
    reader.open("/")
    reader.follow("Published documents")
    reader.meets("Published documents")
    reader.follow(f"{RECORD}, version 1")
    reader.meets(RECORD)
    reader.follow("Check a PDF that you were given")
    reader.meets("Is it a true copy?")
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(copy.read_bytes() + b" ")
    for file, said in ((copy, "Yes, it is a true copy"), (changed, "It is no copy of")):
        reader.page.locator("input[type=file]").set_input_files(file)
        reader.press("Check")
        reader.sees(said)
    reader.checks_page()

    sam.page.reload()
    sam.sees("Cora Lyle")
    sam.checks_page()


def test_a_bundle_is_asked_for_watched_and_stopped(
    person: Callable[..., Person],
    council: Council,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.CELERY_BROKER_URL = None
    monkeypatch.setattr(sweep, "LONG_AT_ONCE", 0)  # So that it is still under way.
    hana = person("hana")
    hana.open("/bundles/")
    hana.meets("Many records at once")
    hana.choose("Whose schools?", "Those of Ola Brandt")
    hana.press("Make them")
    hana.sees("Under way", "0 of 1 documents")
    hana.checks_page()
    hana.press("Stop")
    hana.sees("Stopped", "Nothing of it is kept.")
    hana.checks_page()
