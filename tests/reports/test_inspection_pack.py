"""The pack for the evening before an inspection."""

import io
import zipfile
from datetime import date
from pathlib import Path

from django.urls import reverse

from tests.pdf import failures, text_of
from tests.plans.reviewing import shared, under_way
from tests.reports.pages import signed_in
from tests.reports.printing import STEPS, drawn, final
from tests.universe import Council

DAYS = [date(2025, 9, 18), date(2025, 11, 12), date(2026, 1, 14), date(2026, 5, 14)]


def spread(council: Council) -> int:
    """A record with four final visits and a plan; its key."""
    for number, day in enumerate(DAYS, start=1):
        final(council, day, f"VISIT{number}")
    plan = under_way(council)
    shared(council, plan, held_on=date(2026, 6, 9), rags=("red", "green", "green"))
    council.shared_visit(
        date=date(2026, 6, 4),
        texts={"focus": "x", "summary": "CANARYSHARED"},
        steps=STEPS,
    )
    return council.record().pk


def test_the_pack_has_the_latest_first_and_prints_nothing_twice(
    june: Council, tmp_path: Path
) -> None:
    pdf = drawn("inspection-pack", spread(june), june.gus)
    text = text_of(pdf)
    places = [
        text.find(words)
        for words in (
            "Whom to call",
            "Headteacher Helen Marsh helen@council.example",
            "How the plan stands",
            "What is open",
            "Buy decodable books",
            "VISIT4",
            "VISIT3",
            "VISIT2",
            "1. Continuous conversation",
            "VISIT1",
            "Additional Engagement Plan",
            "Glossary",
        )
    ]
    assert -1 not in places
    assert places == sorted(places)
    assert [text.count(f"VISIT{number}") for number in (1, 2, 3, 4)] == [1] * 4
    assert "CANARYSHARED" not in text
    assert failures(pdf, tmp_path) == ""


def test_the_folder_holds_the_same_as_documents_of_their_own(june: Council) -> None:
    key = spread(june)
    address = reverse("document_zip", args=["inspection-pack", key])
    answer = signed_in(june.gus).get(address)
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="inspection-pack-hawthorn-primary-school-2025-26.zip"'
    )
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        names = folder.namelist()
        record = text_of(folder.read(names[-1]))
    assert names == [
        "01-contacts-and-open-actions-hawthorn-primary-school.pdf",
        "02-visit-hawthorn-primary-school-2026-05-14.pdf",
        "03-visit-hawthorn-primary-school-2026-01-14.pdf",
        "04-visit-hawthorn-primary-school-2025-11-12.pdf",
        "05-plan-hawthorn-primary-school-2025-26.pdf",
        "06-record-hawthorn-primary-school-2025-26.pdf",
    ]
    assert all(f"VISIT{number}" in record for number in (1, 2, 3, 4))
