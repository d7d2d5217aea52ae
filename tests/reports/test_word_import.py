"""An old record from Word is handed in, seen beside its words, corrected, accepted."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from engagement.models import SchoolYearRecord, TimeEntry, TrajectoryView
from engagement.services.records import change_header
from engagement.services.year import lock_record
from plans.models import Plan
from reports.models import ImportState, WordImport
from reports.services import imports
from sitrack.core.models import Event, Notification, StoredFile
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.reports.importing import (
    as_shown,
    file_of,
    handed_in,
    page,
    times,
    upload,
)
from tests.reports.pages import get, read, signed_in, words
from tests.universe import Council
from tests.word_forms.paper import para, word_file
from tests.word_forms.varied import full
from tests.word_forms.words import RecordWords, VisitWords, small
from visits.models import NextStep, Visit, VisitState


def accept(council: Council, imported: WordImport, **typed: Any) -> Any:
    sent = as_shown(council.sam, imported, **{**times(council, 2), **typed})
    return signed_in(council.sam).post(page(imported), sent)


def record(council: Council) -> SchoolYearRecord:
    return SchoolYearRecord.objects.get(pk=council.records["hawthorn"].pk)


def test_a_file_is_read_and_shown_beside_its_own_words(council: Council) -> None:
    address = reverse("word_import_add", args=[council.hawthorn.pk])
    sent = {"submit_token": new_token(), "file": upload(file_of(small()))}
    answer = signed_in(council.sam).post(address, sent)
    imported = WordImport.objects.get()
    assert answer.headers["Location"] == page(imported)
    assert "Being checked for viruses" in read(council.sam, page(imported))
    sweep()
    shown = read(council.sam, page(imported))
    assert "In the Word file: Table 7, row 5 Pupils read with growing fluency." in shown
    form = get(council.sam, page(imported)).context["form"]
    assert form["visit_1_date"].value() == dt.date(2025, 9, 24)
    assert form["visit_1_visit_type"].value() == "conversation"
    assert form["visit_2_visit_type"].value() == "collaborative_support"
    assert form["visit_1_lead"].value() == str(council.persons["sam"].pk)
    assert form["visit_1_step_1_by"].value() == dt.date(2025, 10, 17)
    assert form["visit_1_step_1_outcome"].value() == "dropped"
    assert form["visit_2_step_1_outcome"].value() == "open"
    assert form["trajectory_la_spring"].value() == "too_early"
    assert form["year"].value() == str(council.year.pk)


def test_what_is_accepted_stands_in_the_record(council: Council) -> None:
    imported = handed_in(council)
    mail.outbox.clear()
    answer = accept(council, imported)
    assert answer.status_code == 302
    now = record(council)
    assert now.vision == "Every child a reader.\nEvery child known."
    assert (now.adviser, str(now.peer_review)) == ("Ruth Abel", "Yes")
    assert [row.text for row in now.priorities.all()][-2:] == small().priorities
    cells = {
        (cell.measure.code, cell.term.kind): cell.text for cell in now.assessments.all()
    }
    assert cells["SUF-R-18f", "spring"] == "76% EXS+"
    support = {(one.strand, one.term.kind): one.text for one in now.support.all()}
    assert support["offer", "spring"] == "Phonics in Reception."
    first, second = Visit.objects.filter(record=now).order_by("date")
    assert (first.date, first.state, first.minutes) == (
        dt.date(2025, 9, 24),
        VisitState.FINAL,
        60,
    )
    assert first.brought_in_from == "the school’s Word record of 2025/26"
    assert [str(one) for one in first.attendees.all()] == [
        "Helen Marsh, headteacher",
        "Sam Okafor, SEP",
    ]
    assert [
        (step.text, step.due_on, step.who, step.state)
        for step in NextStep.objects.filter(visit__record=now).order_by("visit__date")
    ] == [
        ("Share the phonics plan", dt.date(2025, 10, 17), "Helen Marsh", "dropped"),
        ("Send the reading data", dt.date(2025, 10, 10), "Dev Rao", "dropped"),
        ("Write to families", dt.date(2025, 12, 5), "Helen Marsh", "open"),
    ]
    assert first.agenda == ["Phonics check", "Attendance"]
    assert second.next_visit_at is not None
    entries = TimeEntry.objects.filter(record=now)
    assert sorted(entries.values_list("day", "minutes")) == [
        (dt.date(2025, 9, 24), 60),
        (dt.date(2025, 11, 4), 60),
    ]


def test_the_school_gets_one_message_and_reads_where_it_comes_from(
    council: Council,
) -> None:
    imported = handed_in(council)
    before = set(Notification.objects.values_list("pk", flat=True))
    accept(council, imported)
    told = Notification.objects.exclude(pk__in=before)
    helens = told.filter(recipient=council.helen)
    assert [one.path for one in helens] == [record(council).get_absolute_url()]
    assert not told.filter(recipient__in=[council.cora, council.gus]).exists()
    visit = Visit.objects.filter(record=record(council)).earliest("date")
    shown = read(council.cora, visit.get_absolute_url())
    assert "Brought in from the school’s Word record of 2025/26" in shown
    assert "brought the visit of 24 September 2025 in" in shown


def test_the_schools_own_view_is_a_draft_that_its_leaders_give(
    council: Council,
) -> None:
    accept(council, handed_in(council))
    views = TrajectoryView.objects.filter(record=record(council))
    own = views.get(viewpoint="school", term__kind="autumn")
    assert (own.given_at, own.option.code) == (None, "good")
    assert views.get(viewpoint="la", term__kind="autumn").given_at is not None


def test_what_the_record_has_stays_and_is_told(council: Council) -> None:
    now = record(council)
    change_header(
        record=now,
        expected_version=now.version,
        vision="A vision of our own.",
        adviser="",
        peer_review=None,
        peer_review_note="",
        by=council.helen,
    )
    imported = handed_in(council)
    shown = read(council.sam, page(imported))
    assert "In the record now, so it stays: A vision of our own." in shown
    # Another box is filled while the page is open.
    sent = as_shown(council.sam, imported, **times(council, 2))
    now.refresh_from_db()
    change_header(
        record=now,
        expected_version=now.version,
        vision=now.vision,
        adviser="Paul Reeve",
        peer_review=None,
        peer_review_note="",
        by=council.helen,
    )
    signed_in(council.sam).post(page(imported), sent)
    now = record(council)
    assert (now.vision, now.adviser) == ("A vision of our own.", "Paul Reeve")
    shown = read(council.sam, page(imported))
    label = "Name of external adviser used for Headteacher Performance Management"
    assert f"{label}: the record has this already, so it stays as it is" in shown


def test_a_visit_that_is_there_already_is_left_out(council: Council) -> None:
    accept(council, handed_in(council))
    again = handed_in(council)
    assert "A visit of this day is there already" in read(council.sam, page(again))
    answer = accept(council, again)
    assert answer.status_code == 302
    assert Visit.objects.filter(record=record(council)).count() == 2
    texts = [row.text for row in record(council).priorities.all()]
    assert len(texts) == len(set(texts))


def test_twice_is_once(council: Council) -> None:
    imported = handed_in(council)
    sent = as_shown(council.sam, imported, **times(council, 2))
    browser = signed_in(council.sam)
    first = browser.post(page(imported), sent)
    second = browser.post(page(imported), sent)
    other = browser.post(page(imported), {**sent, "submit_token": new_token()})
    assert first.status_code == second.status_code == other.status_code == 302
    assert Visit.objects.filter(record=record(council)).count() == 2
    with pytest.raises(RuleBroken, match="has brought in this file already"):
        imports.discard(imported=imported, by=council.rita)


def test_nothing_comes_in_where_one_visit_cannot(council: Council) -> None:
    imported = handed_in(council)
    answer = accept(council, imported, visit_2_date="4/11/2024")
    assert answer.status_code == 422
    assert "Visit 2: " in words(answer)
    assert not Visit.objects.filter(record=record(council)).exists()
    assert record(council).vision == ""
    imported.refresh_from_db()
    assert imported.state == ImportState.READ


def test_what_is_missing_is_asked_for_visit_by_visit(council: Council) -> None:
    said = RecordWords(
        front={"school": "Hawthorn", "vision": "Every child."},
        priorities=["Writing"],
        visits=[
            VisitWords(date="31/02/2026", present="", focus=""),
            VisitWords(date="by Easter"),
        ],
    )
    imported = handed_in(council, said)
    sent = as_shown(council.sam, imported, visit_2_bring="out")
    answer = signed_in(council.sam).post(page(imported), sent)
    form = answer.context["form"]
    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "visit_1_date": "Visit 1: Enter the date",
        "visit_1_minutes": "Visit 1: Enter the time spent",
        "visit_1_present": "Visit 1: Say who was present",
        "visit_1_focus": "Visit 1: Enter the focus of this visit",
    }


def test_loose_text_is_kept_or_goes_where_somebody_says(council: Council) -> None:
    said = small()
    said.visits = said.visits[:1]
    blocks = [para("Notes of the moderation, typed at the end.")]
    blocks += [para("Governors meet on Tuesdays.")]
    from tests.word_forms.forms import blocks_for

    made = blocks_for(said)
    content = word_file([*made[:1], *blocks, *made[1:]])
    imported = handed_in(council, content=content)
    form = get(council.sam, page(imported)).context["form"]
    texts = [one.text for one in form.loose.texts]
    assert (
        "Notes of the moderation, typed at the end.\nGovernors meet on Tuesdays."
        in texts
    )
    assert "School development plan" in texts
    number = texts.index("School development plan")
    answer = accept(council, imported, **{f"loose_{number}": "visit.1.summary"})
    assert answer.status_code == 302
    visit = Visit.objects.get(record=record(council))
    summary = visit.sections.get(prompt__key="summary").text
    assert summary == "Pupils read with growing fluency.\n\nSchool development plan"
    assert "Governors meet on Tuesdays." in read(council.sam, page(imported))


def test_corrections_are_kept_for_another_day(council: Council) -> None:
    imported = handed_in(council)
    sent = as_shown(council.sam, imported, intent="save", visit_1_focus="Corrected")
    sent["visit_1_date"] = "not yet known"
    answer = signed_in(council.sam).post(page(imported), sent)
    assert answer.status_code == 302
    imported.refresh_from_db()
    assert imported.state == ImportState.CORRECTED
    form = get(council.rita, page(imported)).context["form"]
    assert form["visit_1_focus"].value() == "Corrected"
    assert form["visit_1_date"].value() == "not yet known"
    assert form["visit_1_next_visit"].value() == ["4/11/2025", "9:30"]
    stale = signed_in(council.sam).post(
        page(imported), {**sent, "submit_token": new_token(), "visit_1_focus": "Later"}
    )
    assert stale.status_code == 302
    imported.refresh_from_db()
    assert imported.typed["visit_1_focus"] == ["Corrected"]


def test_a_plan_begins_as_a_draft_where_its_level_has_one(council: Council) -> None:
    imported = handed_in(council, full())
    accept(council, imported)
    assert not Plan.objects.filter(school=council.hawthorn).exists()
    imported.refresh_from_db()
    assert any(line.startswith("The plan: ") for line in imported.outcome["left"])
    assert "The new scheme began late." in read(council.sam, page(imported))


def test_setting_aside_deletes_the_file_and_what_was_read(council: Council) -> None:
    imported = handed_in(council)
    signed_in(council.sam).post(page(imported, "word_import_discard"))
    imported.refresh_from_db()
    assert (imported.state, imported.reading) == (ImportState.DISCARDED, {})
    assert StoredFile.objects.get().removed_at is not None
    assert Event.objects.filter(verb="import.discarded").count() == 1


def test_a_locked_record_says_so_before_anything_is_typed(council: Council) -> None:
    imported = handed_in(council)
    lock_record(record=record(council), reason="Moved out", by=council.hana)
    assert "The record of this year is locked." in read(council.sam, page(imported))
    answer = accept(council, imported)
    assert answer.status_code == 422
    assert "is locked and cannot be changed" in words(answer)
    imported.refresh_from_db()
    assert imported.state == ImportState.READ
