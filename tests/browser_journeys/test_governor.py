"""The governor reads one plain page and takes the record along as a PDF."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from tests.browser_journeys.person import Person
from tests.pdf import text_of
from tests.universe import Council

pytestmark = pytest.mark.browser
UNSHARED = "Not yet for governors"


def test_the_governor_sees_final_items_only_and_downloads_the_record(
    person: Callable[..., Person], council: Council
) -> None:
    council.final_visit()
    council.shared_visit(texts={"focus": UNSHARED, "summary": UNSHARED})
    gus = person("gus")
    gus.open(reverse("home"))
    gus.meets("Hawthorn Primary School")
    gus.sees("Your school at a glance", "Pupils read with growing fluency")
    gus.does_not_see(UNSHARED)
    gus.follow("10 November 2025")
    gus.meets("Visit of 10 November 2025")
    gus.open(reverse("home"))
    gus.follow("Read the record on screen")
    gus.meets("Rolling record 2025/26")

    with gus.page.expect_download() as download:
        gus.follow("Download the whole record (PDF)")
    pdf = Path(download.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF")
    printed = text_of(pdf)
    assert "Record of school improvement engagement model work" in printed
    assert "Focus of this visit:" in printed
    assert "Pupils read with growing fluency" in printed
    assert UNSHARED not in printed
