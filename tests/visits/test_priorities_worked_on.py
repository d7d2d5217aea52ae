"""Which of the school's priorities a visit worked on: chosen once, read everywhere."""

from dataclasses import replace
from datetime import date
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
from tests.reports.pages import get, queries_of, read, signed_in, words
from tests.reports.printing import printed
from tests.universe import Council
from tests.visits.forms import posted
from visits.models import Visit
from visits.services.notes import save_note


@pytest.fixture
def reading(council: Council) -> RecordPriority:
    """Hawthorn works on reading, and on attendance."""
    record = council.record()
    set_priorities(
        record=record,
        expected_version=record.version,
        texts=["Reading in Key Stage 1", "Attendance"],
        by=council.helen,
    )
    return RecordPriority.objects.get(text="Reading in Key Stage 1")


def form_of(council: Council) -> str:
    return reverse("visits:visit_new", args=[council.hawthorn.pk])


def position(council: Council, name: str) -> str:
    path = f"{council.record().get_absolute_url()}?part=position"
    return read(council.user(name), path)


def close(council: Council, priority: RecordPriority, ended: str) -> None:
    record = council.record()
    kept = record.priorities.filter(closed=False)
    lines = [
        PriorityLine(row.text, key=row.pk, ended=ended if row == priority else "")
        for row in kept
    ]
    write_priorities(
        record=record, expected_version=record.version, lines=lines, by=council.helen
    )


@pytest.mark.item("SUF-R-20", "SUF-W-01")
def test_the_note_says_which_priorities_the_visit_worked_on(
    council: Council, reading: RecordPriority
) -> None:
    sam = signed_in(council.sam)
    form = words(sam.get(form_of(council)))
    assert "Priorities worked on Reading in Key Stage 1 Attendance" in form
    shared = sam.post(form_of(council), posted(council, priorities=[str(reading.pk)]))
    visit = Visit.objects.get(state="shared")
    assert shared.headers["Location"] == visit.get_absolute_url()
    assert [link.priority for link in visit.priorities.all()] == [reading]
    note = read(council.helen, visit.get_absolute_url())
    assert "Priorities worked on Reading in Key Stage 1 Ask for a correction" in note


@pytest.mark.item("SUF-R-20")
def test_a_priority_lists_the_visits_that_worked_on_it(
    council: Council, reading: RecordPriority
) -> None:
    council.final_visit(date=date(2025, 9, 18), priorities=(reading,))
    council.shared_visit(date=date(2025, 10, 2), priorities=(reading,))
    council.draft_visit(priorities=(reading,))
    source = "Reading in Key Stage 1 School Development Plan"
    first, second = "18 September 2025", "2 October 2025"
    third = "10 November 2025"
    assert f"{source} Worked on at the visits of {first} , {second} and {third} " in (
        position(council, "sam")
    )
    assert f"{source} Worked on at the visits of {first} and {second} Attendance" in (
        position(council, "helen")
    )
    assert f"{source} Worked on at the visit of {first} Attendance" in (
        position(council, "gus")
    )


@pytest.mark.item("SUF-R-20")
def test_what_a_note_says_of_a_priority_stays_as_it_read_that_day(
    council: Council, reading: RecordPriority
) -> None:
    visit = council.final_visit(priorities=(reading,))
    record = council.record()
    write_priorities(
        record=record,
        expected_version=record.version,
        lines=[PriorityLine("Fluency in Year 2", key=reading.pk)],
        by=council.helen,
    )
    assert "Reading in Key Stage 1" in read(council.gus, visit.get_absolute_url())
    assert "Fluency in Year 2 School Development Plan Worked on at the visit" in (
        position(council, "gus")
    )


def test_a_closed_priority_keeps_its_visits_and_is_offered_to_no_other(
    council: Council, reading: RecordPriority
) -> None:
    draft = council.draft_visit(priorities=(reading,))
    council.final_visit(date=date(2025, 9, 18), priorities=(reading,))
    close(council, reading, "91% passed.")
    assert "91% passed. Worked on at the visit of 18 September 2025" in (
        position(council, "helen")
    )
    assert "Reading in Key Stage 1" not in read(council.sam, form_of(council))
    edit = reverse("visits:visit_edit", args=[draft.pk])
    assert "Reading in Key Stage 1" in read(council.sam, edit)
    sent = posted(council, version=str(draft.version), priorities=[str(reading.pk)])
    signed_in(council.sam).post(edit, sent)
    assert [link.priority for link in draft.priorities.all()] == [reading]


def test_a_draft_opens_with_its_choice_and_can_change_it(
    council: Council, reading: RecordPriority
) -> None:
    draft = council.draft_visit(priorities=(reading,))
    edit = reverse("visits:visit_edit", args=[draft.pk])
    assert get(council.sam, edit).context["form"]["priorities"].value() == [
        str(reading.pk)
    ]
    attendance = RecordPriority.objects.get(text="Attendance")
    sent = posted(council, version=str(draft.version), priorities=[str(attendance.pk)])
    signed_in(council.sam).post(edit, sent)
    draft.refresh_from_db()
    assert draft.worked_on == ["Attendance"]
    assert [link.priority for link in draft.priorities.all()] == [attendance]


def test_a_priority_of_another_school_is_refused(
    council: Council, reading: RecordPriority
) -> None:
    elm = council.record("elm")
    set_priorities(
        record=elm, expected_version=elm.version, texts=["Maths"], by=council.sam
    )
    other = RecordPriority.objects.get(text="Maths")
    answer = signed_in(council.sam).post(
        form_of(council), posted(council, priorities=[str(other.pk)])
    )
    assert answer.status_code == 422
    assert "Choose one of the options in the list" in words(answer)
    assert not Visit.objects.exists()


@pytest.mark.item("SUF-R-20")
def test_a_next_step_shows_the_priorities_of_its_visit(
    council: Council, reading: RecordPriority
) -> None:
    theirs = council.step("Bring the data", who="Theo Grant")
    theirs = replace(theirs, person=council.persons["theo"])
    visit = council.shared_visit(priorities=(reading,), steps=(council.step(), theirs))
    first, given = visit.next_steps.all()
    told = "Priorities that the visit worked on Reading in Key Stage 1"
    assert told in read(council.helen, first.get_absolute_url())
    assert told in read(council.sam, given.get_absolute_url())
    page = read(council.theo, given.get_absolute_url())
    assert "Bring the data" in page
    assert "Reading in Key Stage 1" not in page, "The note is not theirs to read."


def test_two_who_choose_differently_see_both_choices(
    council: Council, reading: RecordPriority
) -> None:
    draft = council.draft_visit(priorities=(reading,))
    seen = str(draft.version)
    save_note(
        visit=draft,
        note=council.note(),
        expected_version=draft.version,
        by=council.rita,
    )
    edit = reverse("visits:visit_edit", args=[draft.pk])
    answer = signed_in(council.sam).post(
        edit, posted(council, version=seen, priorities=[str(reading.pk)])
    )
    assert answer.status_code == 409
    differs = {one.label: one for one in answer.context["differences"]}
    assert differs["Priorities worked on"].theirs == ""
    assert differs["Priorities worked on"].mine == "Reading in Key Stage 1"


@pytest.mark.item("SUF-R-20")
def test_the_school_is_shown_when_the_choice_was_changed(
    council: Council, reading: RecordPriority
) -> None:
    visit = council.shared_visit(priorities=(reading,))
    read(council.helen, visit.get_absolute_url())
    save_note(
        visit=visit,
        note=council.note(),
        expected_version=visit.version,
        by=council.sam,
    )
    note = read(council.helen, visit.get_absolute_url())
    changed = "Changed since you last read it taken out: Reading in Key Stage 1"
    assert f"Priorities worked on {changed} None" in note


@pytest.mark.item("SUF-R-20", "SUF-D-01")
def test_paper_names_the_priorities_of_a_visit_and_the_visits_of_a_priority(
    council: Council, reading: RecordPriority
) -> None:
    council.final_visit(date=date(2025, 9, 18), priorities=(reading,))
    council.shared_visit(priorities=(reading,))
    text = text_of(printed(council))
    assert "Priorities worked on: Reading in Key Stage 1" in text
    worked_on = "School Development Plan. Worked on at the visit of 18 September 2025."
    assert worked_on in text


def test_next_year_starts_with_the_priority_and_without_its_visits(
    council: Council, reading: RecordPriority
) -> None:
    council.final_visit(priorities=(reading,))
    later = create_record(
        school=council.hawthorn,
        year=AcademicYear.objects.get(label="2026/27"),
        framework=council.framework,
        by=None,
    )
    shown = read(council.sam, f"{later.get_absolute_url()}?part=position")
    assert "Reading in Key Stage 1 School Development Plan Attendance" in shown
    assert "Worked on" not in shown


def test_the_pages_ask_no_more_for_many_priorities_and_visits(
    council: Council, reading: RecordPriority
) -> None:
    visit = council.shared_visit(priorities=(reading,))
    later = council.draft_visit(follow_ups=council.followed_up(visit, "open", "open"))
    pages: dict[str, Any] = {
        form_of(council): council.sam,
        reverse("visits:visit_edit", args=[later.pk]): council.sam,
        visit.get_absolute_url(): council.helen,
        f"{council.record().get_absolute_url()}?part=position": council.helen,
    }
    few = {path: queries_of(user, path) for path, user in pages.items()}
    record = council.record()
    texts = ["Reading in Key Stage 1", *(f"Priority {number}" for number in range(9))]
    set_priorities(
        record=record, expected_version=record.version, texts=texts, by=council.sam
    )
    many = tuple(record.priorities.filter(closed=False))
    for day in range(1, 5):
        council.final_visit(date=date(2025, 10, day), minutes=10, priorities=many)
    assert {path: queries_of(user, path) for path, user in pages.items()} == few
    assert max(few.values()) <= 12, few
