"""Priorities: where each comes from, in which order, and how it ended."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from engagement.models import RecordPriority
from engagement.services.priorities import (
    PriorityLine,
    set_priorities,
    write_priorities,
)
from engagement.services.records import create_record
from sitrack.core.models import AcademicYear
from tests.pdf import text_of
from tests.reports.pages import read, signed_in, words
from tests.reports.printing import printed
from tests.universe import Council


def save(council: Council, *rows: dict[str, Any], name: str = "helen") -> Any:
    """The form of the priorities as its writer sends it, and the page that follows."""
    record = council.record()
    sent: dict[str, Any] = {
        "submit_token": str(uuid.uuid4()),
        "version": record.version,
        "priority-TOTAL_FORMS": len(rows),
        "priority-INITIAL_FORMS": 0,
    }
    for number, row in enumerate(rows):
        sent |= {f"priority-{number}-{name}": value for name, value in row.items()}
    path = reverse("engagement:record_priorities", args=[record.pk])
    return signed_in(council.user(name)).post(path, sent, follow=True)


def open_ones(council: Council) -> list[str]:
    return [row.text for row in council.record().priorities.filter(closed=False)]


@pytest.mark.item("SUF-R-20")
def test_a_priority_says_where_it_comes_from_and_keeps_its_place(
    council: Council,
) -> None:
    shown = words(
        save(
            council,
            {"text": "Writing", "source": "sdp"},
            {"text": "Attendance", "source": "joint"},
            {"text": "Reading", "source": "ofsted", "place": 1},
        )
    )
    assert "Writing School Development Plan" in shown
    assert "Reading Ofsted" in shown
    assert "Attendance Agreed by the school and the LA" in shown
    assert open_ones(council) == ["Writing", "Reading", "Attendance"]
    keys = {row.text: row.pk for row in RecordPriority.objects.all()}
    save(
        council,
        {"text": "Writing", "key": keys["Writing"], "place": 3},
        {"text": "Reading well", "key": keys["Reading"], "place": 1},
        {"text": "Attendance", "key": keys["Attendance"], "place": 2},
        name="sam",
    )
    assert open_ones(council) == ["Reading well", "Attendance", "Writing"]
    reading = RecordPriority.objects.get(pk=keys["Reading"])
    assert (reading.text, reading.source) == ("Reading well", "ofsted")
    paper = text_of(printed(council))
    assert "Reading well Ofsted." in paper


@pytest.mark.item("SUF-R-20")
def test_a_closed_priority_stays_with_how_it_ended(council: Council) -> None:
    set_priorities(
        record=council.record(),
        expected_version=council.record().version,
        texts=["Phonics", "Writing"],
        by=council.sam,
    )
    keys = {row.text: row.pk for row in RecordPriority.objects.all()}
    shown = words(
        save(
            council,
            {"text": "Phonics", "key": keys["Phonics"], "ended": "91% passed."},
            {"text": "Writing", "key": keys["Writing"]},
        )
    )
    note = "School Development Plan. Closed on 10 November 2025. 91% passed."
    assert f"Closed this year Phonics {note}" in shown
    assert open_ones(council) == ["Writing"]
    assert f"Phonics {note}" in text_of(printed(council))
    path = f"{council.record().get_absolute_url()}?part=history"
    closed = "Helen Marsh closed the priority “Phonics”: 91% passed."
    assert closed in read(council.sam, path)
    form = reverse("engagement:record_priorities", args=[council.record().pk])
    assert "Phonics" not in read(council.sam, form)


@pytest.mark.item("SUF-R-20")
def test_what_is_open_goes_on_into_the_next_year_with_where_it_comes_from(
    council: Council,
) -> None:
    write_priorities(
        record=council.record(),
        expected_version=council.record().version,
        lines=[
            PriorityLine("Phonics", source="ofsted"),
            PriorityLine("Writing", source="joint", ended="Moderated."),
        ],
        by=council.sam,
    )
    later = create_record(
        school=council.hawthorn,
        year=AcademicYear.objects.get(label="2026/27"),
        framework=council.framework,
        by=None,
    )
    carried = [(row.text, row.source) for row in later.priorities.all()]
    assert carried == [("Phonics", "ofsted")]
