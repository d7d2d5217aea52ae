"""The documents as Word files: they say what the printed ones say, and are read back."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from engagement.services.priorities import set_priorities
from reports.documents import KINDS
from reports.word_import.blocks import blocks_of
from reports.word_import.parts import open_parts
from reports.word_import.reading import Reading
from reports.word_import.recognise import recognise
from sitrack.core.documents import Document
from sitrack.core.documents.word import render_docx
from tests.pdf import text_of
from tests.plans.reviewing import shared, under_way
from tests.reports.printing import LATER, final, give_view
from tests.universe import Council
from tests.word import faults_in, opened_in_libreoffice, words_of, words_printed
from tests.word_forms.manner import FORM
from visits.services.content import Step

SUMMARY = (
    "Reading is strong.\n\n- fluency in *Year 2*\n- 81% read 漢字 \U0001f600\n\n"
    "Next: date and present are words like others."
)


@pytest.fixture
def told(june: Council) -> Council:
    """Hawthorn with two visits, both views and two priorities."""
    record = june.record()
    set_priorities(
        record=record,
        expected_version=record.version,
        texts=["Writing in Key Stage 2", "Attendance of the youngest"],
        by=june.sam,
    )
    give_view(june, "school", "good", "We have settled well.", term="autumn")
    give_view(june, "la", "not_good", "A dip in one cohort.", term="autumn")
    final(june, date(2025, 9, 18), SUMMARY)
    steps = (
        Step("Read with every child.", LATER, "Class teachers"),
        Step("Buy {{ books }} & <b>boxes</b>.", date(2026, 6, 30), "Helen Marsh"),
    )
    final(june, date(2025, 11, 12), "Fluency came up again.", steps=steps)
    return june


def document_of(council: Council, kind: str = "record") -> Document:
    return KINDS[kind].build(council.record(), reader=council.sam)


def read(word: bytes) -> Reading:
    return recognise(blocks_of(open_parts(word, name="record.docx")), FORM)


@pytest.mark.item("PDF-01")
def test_a_record_in_word_says_what_the_printed_one_says(told: Council) -> None:
    document = document_of(told)
    word = render_docx(document, kind="record")
    assert words_of(word) == words_printed(document)
    assert faults_in(word) == []
    assert word == render_docx(document, kind="record")


def test_so_do_the_other_kinds(told: Council) -> None:
    visit = told.record().visits.first()
    assert visit is not None
    documents = [
        document_of(told, "summary"),
        KINDS["visit"].build(visit, reader=told.sam),
        KINDS["glossary"].build(told.framework, reader=told.sam),
    ]
    for document in documents:
        word = render_docx(document)
        assert words_of(word) == words_printed(document), document.title
        assert faults_in(word) == [], document.title


def test_a_blank_record_in_word_has_every_box(june: Council) -> None:
    document = document_of(june)
    word = render_docx(document, kind="record")
    assert words_of(word) == words_printed(document)
    assert faults_in(word) == []


def test_a_record_written_by_word_is_read_back_with_nothing_lost(told: Council) -> None:
    reading = read(render_docx(document_of(told), kind="record"))
    said = {one.key: one.text for one in reading.fields}
    visit = {
        key.removeprefix("visit.2."): text
        for key, text in said.items()
        if key.startswith("visit.2.")
    }
    assert said["front.school"].startswith("Hawthorn Primary School")
    assert said["front.headteacher"].startswith("Helen Marsh")
    assert said["trajectory.school.autumn"] == (
        "Likely to be judged Good\nWe have settled well."
    )
    assert said["trajectory.la.autumn"] == (
        "Not likely to be judged Good\nA dip in one cohort."
    )
    assert "Writing in Key Stage 2" in said["priorities"]
    assert "Attendance of the youngest" in said["priorities"]
    assert said["visit.1.date"] == "18 September 2025"
    assert said["visit.1.summary"] == (
        "Reading is strong.\n- fluency in Year 2\n- 81% read 漢字 \U0001f600\n"
        "Next: date and present are words like others."
    )
    assert visit == {
        "date": "12 November 2025",
        "present": "Sam Rowe, SEP\nHelen Marsh, Headteacher",
        "visit_type": "Continuous conversation - progress review",
        "focus": "Mathematics.",
        "summary": "Fluency came up again.",
        "step.1.text": "Read with every child.",
        "step.1.by": "1 Jul 2026",
        "step.1.who": "Class teachers",
        "step.2.text": "Buy {{ books }} & <b>boxes</b>.",
        "step.2.by": "30 Jun 2026",
        "step.2.who": "Helen Marsh",
        "agenda": "Phonics check\nAttendance",
    }
    # What is no box of the form is listed: nothing else is left.
    loose = " ".join(" ".join(one.text.split()) for one in reading.loose)
    assert "Academic year 2025/26" in loose
    assert "Written by Sam Rowe" in loose


def test_a_plan_and_its_reviews_are_read_back_as_one_plan(council: Council) -> None:
    plan = under_way(council)
    shared(council, plan, on_track=False, off_track_reasons="Books came late.")
    document = document_of(council)
    word = render_docx(document, kind="record")
    assert words_of(word) == words_printed(document)
    assert faults_in(word) == []
    reading = read(word)
    assert reading.numbers("plan") == [1]
    assert reading.numbers("plan.1.priority") == [1, 2]
    assert [
        reading.text(f"plan.1.priority.{priority}.{name}")
        for priority, name in (
            *((1, "title"), (1, "action.1.text"), (1, "action.1.rag")),
            *((1, "action.2.who"), (2, "title"), (2, "action.1.text")),
        )
    ] == [
        *("Reading", "Train every teacher in phonics", "Amber\n10 Nov 2025"),
        *("Helen Marsh", "Attendance", "Call home on the first day of absence"),
    ]
    assert [
        reading.text(f"plan.1.review.1.{name}")
        for name in ("date", "on_track", "reasons")
    ] == ["10 Nov 2025", "No", "Books came late."]


@pytest.mark.item("ACC-114")
def test_libreoffice_opens_a_record_and_prints_all_of_it(
    told: Council, tmp_path: Path
) -> None:
    word = render_docx(document_of(told), kind="record")
    text = text_of(opened_in_libreoffice(word, tmp_path))
    for words in (
        "Record of school improvement engagement model work",
        "Fluency came up again.",
        "Buy {{ books }} & <b>boxes</b>.",
        "Hawthorn Primary School, 2025/26",
        "Made 10 June 2026 by Sam Rowe",
        "Page 2 of",
        "Not likely to be judged Good",
    ):
        assert words in text


def test_a_reader_downloads_a_record_as_word(told: Council) -> None:
    client = Client()
    client.force_login(told.gus)
    response = client.get(reverse("document_word", args=["record", told.record().pk]))
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"] == (
        'attachment; filename="record-hawthorn-primary-school-2025-26.docx"'
    )
    assert response["Cache-Control"] == "private, no-store"
    assert "Fluency came up again." in words_of(response.content)
    page = client.get(reverse("record", args=[told.record().pk])).content.decode()
    assert reverse("document_word", args=["record", told.record().pk]) in page
