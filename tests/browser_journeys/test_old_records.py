"""An old Word record is brought in: read beside its own words, corrected, accepted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sitrack.core.sweep import sweep
from tests.browser_journeys.person import Person
from tests.reports.importing import file_of
from tests.universe import Council
from tests.word_forms.words import RecordWords, small
from visits.models import Visit, VisitState

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def chosen(name: str, said: RecordWords) -> Any:
    return {"name": name, "mimeType": WORD, "buffer": file_of(said)}


def test_a_record_is_uploaded_read_beside_its_words_corrected_and_accepted(
    person: Callable[..., Person], council: Council
) -> None:
    sam = person("sam")
    sam.open(reverse("word_import_add", args=[council.hawthorn.pk]))
    sam.meets("Bring in an old record from Word")
    boxes = sam.page
    boxes.locator("input[type=file]").set_input_files(
        chosen("Hawthorn 2025.docx", small())
    )
    sam.press("Read the file")
    sweep()
    sam.page.reload()
    sam.meets("Check what was read")

    # What was recognised stands beside the words that it was recognised in.
    beside = boxes.locator(".app-beside").filter(has_text="Every child known.")
    said = beside.get_by_role("group", name="words of the Word file")
    expect(said.first).to_contain_text("Every child a reader.")
    box = beside.locator("textarea").first
    expect(box).to_have_value("Every child a reader.\nEvery child known.")

    # What is missing is asked for, and nothing stands in the record meanwhile.
    box.fill("Every child a reader, and every child known.")
    sam.press("Bring it in")
    sam.is_told("Enter the time spent")
    assert Visit.objects.filter(state=VisitState.FINAL).count() == 0
    expect(box).to_have_value("Every child a reader, and every child known.")

    for minutes in boxes.locator("[name$=_minutes]").all():
        minutes.fill("1h 30")
    sam.press("Bring it in")
    sam.sees("Brought in", "What was brought in", "All that the file says")
    sam.checks_page()
    assert council.record().vision == "Every child a reader, and every child known."
    assert Visit.objects.filter(state=VisitState.FINAL).count() == 2

    helen = person("helen")
    helen.open(f"{council.record().get_absolute_url()}?part=front")
    helen.sees("Every child a reader, and every child known.")


def test_a_folder_is_one_job_with_its_progress_and_a_report_of_each_file(
    person: Callable[..., Person], council: Council, tmp_path: Path
) -> None:
    nowhere = small()
    nowhere.front["school"] = "Nowhere Academy"
    ada = person("ada")
    ada.open(reverse("import_folder_add"))
    ada.meets("Hand in a folder of old records")
    ada.page.locator("input[type=file]").set_input_files(
        [
            chosen("Hawthorn.docx", small()),
            chosen("Nowhere.docx", nowhere),
            {**chosen("Old.doc", small()), "mimeType": "application/msword"},
        ]
    )
    ada.press("Hand them in")
    for _ in range(3):
        sweep()
    ada.page.reload()
    ada.sees("Done", "Hawthorn Primary School", "Nowhere.docx", "Old.doc")
    ada.checks_page()
    ada.page.get_by_label("Whose record is Nowhere.docx?").select_option(
        label="Birch Primary School"
    )
    ada.press("Save the school")
    ada.sees("Birch Primary School")
    ada.checks_page()

    sam = person("sam")
    sam.open(reverse("word_imports"))
    sam.sees("Hawthorn.docx", "Hawthorn Primary School")
    sam.checks_page()
