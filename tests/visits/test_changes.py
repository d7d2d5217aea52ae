"""What changed since a headteacher last read the note, and nothing of any draft."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from sitrack.core.models import User
from sitrack.core.rewording import Piece, changed_words
from tests.universe import NOW, Council
from visits.models import Reading, Visit
from visits.services.content import Present
from visits.services.notes import save_note, share
from visits.services.recall import recall

NEW = "Pupils read with growing fluency in the five lessons seen."
HEADING = "What changed since you last read it"


def read(reader: User, visit: Visit) -> str:
    client = Client()
    client.force_login(reader)
    return unescape(client.get(visit.get_absolute_url()).content.decode())


def amend(council: Council, visit: Visit, summary: str = NEW, **overrides: Any) -> None:
    visit.refresh_from_db()
    texts = {"focus": "Reading in Year 2", "summary": summary}
    save_note(
        visit=visit,
        note=council.note(texts=texts, **overrides),
        expected_version=visit.version,
        by=council.sam,
    )


def later(clock: time_machine.Traveller, hours: int) -> None:
    clock.move_to(NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("One two.", "One two.", []),
        ("One  two.\n", "One two.", []),
        ("", "New words", [("in", "New words")]),
        ("Old words", "", [("out", "Old words")]),
        (
            "Four lessons seen",
            "Five lessons seen",
            [("out", "Four "), ("in", "Five "), ("same", "lessons seen")],
        ),
        (
            "a b c d e f g h i j old",
            "a b c d e f g h i j new",
            [("same", "… c d e f g h i j "), ("out", "old"), ("in", "new")],
        ),
    ],
)
def test_words_are_compared(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    assert changed_words(before, after) == [Piece(*one) for one in expected]


def test_a_first_reading_marks_nothing(council: Council) -> None:
    visit = council.shared_visit()
    assert HEADING not in read(council.helen, visit)
    kept = Reading.objects.get()
    assert (kept.user, kept.version) == (council.helen, visit.version)


@pytest.mark.item("SUF-P-08")
def test_changed_words_are_marked_for_who_had_read_the_note(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    later(clock, 1)
    read(council.helen, visit)
    later(clock, 2)
    amend(council, visit)
    later(clock, 3)
    page = read(council.helen, visit)
    assert HEADING in page
    assert "You read this note on 10 November 2025 at 11am" in page
    assert "taken out: </span>four </del>" in page
    assert "put in: </span>five </ins>" in page
    assert HEADING in read(council.helen, visit)
    assert HEADING not in read(council.dev, visit)
    clock.move_to(NOW + timedelta(days=1))
    assert HEADING not in read(council.helen, visit)


def test_changes_of_rows_and_facts_are_marked(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    later(clock, 1)
    read(council.helen, visit)
    later(clock, 2)
    amend(
        council,
        visit,
        summary="Pupils read with growing fluency in the four lessons seen.",
        present=(Present("Sam Rowe", "SEP", council.persons["sam"]),),
        steps=(council.step("Share the reading plan"),),
        agenda=("Attendance",),
        minutes=60,
        visit_type=council.visit_type("other"),
        next_visit_at=NOW + timedelta(days=20),
    )
    later(clock, 3)
    words = strip_tags(read(council.helen, visit))
    assert "5 sections have changed" in words
    for gone in ("Helen Marsh, Headteacher", "phonics", "Phonics check", "30 minutes"):
        assert f"taken out: {gone}" in words


@pytest.mark.item("SUF-R-30")
def test_another_word_on_what_became_of_a_step_is_marked(
    council: Council, clock: time_machine.Traveller
) -> None:
    first = council.shared_visit()
    found = council.followed_up(first, "open", "done")
    visit = council.shared_visit(follow_ups=found)
    later(clock, 1)
    read(council.helen, visit)
    later(clock, 2)
    text = "Pupils read with growing fluency in the four lessons seen."
    found = council.followed_up(first, "done", "done")
    amend(council, visit, summary=text, follow_ups=found)
    later(clock, 3)
    words = strip_tags(read(council.helen, visit))
    assert "1 section has changed" in words
    assert "taken out: Still open" in words
    assert "put in: Done" in words
    first_found, second_found = visit.follow_ups.all()
    assert first_found.history.count() == 2
    assert second_found.history.count() == 1


@pytest.mark.item("CONF-07")
def test_nothing_of_a_draft_between_two_sharings_is_shown(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    later(clock, 1)
    read(council.helen, visit)
    later(clock, 2)
    visit.refresh_from_db()
    recall(visit=visit, reason="Wrong.", expected_version=visit.version, by=council.sam)
    for hours, words in ((3, "Secret words of the draft."), (4, "More secret words.")):
        later(clock, hours)
        amend(council, visit, summary=words)
    later(clock, 5)
    texts = {"focus": "Reading in Year 2", "summary": NEW}
    share(
        visit=visit,
        note=council.note(texts=texts),
        expected_version=visit.version,
        by=council.sam,
    )
    later(clock, 6)
    page = read(council.helen, visit)
    assert "four </del>" in page
    assert "ecret" not in page


def test_an_answer_alone_marks_nothing(
    council: Council, clock: time_machine.Traveller
) -> None:
    from visits.services import replies

    visit = council.shared_visit()
    later(clock, 1)
    read(council.helen, visit)
    later(clock, 2)
    visit.refresh_from_db()
    replies.comment(visit=visit, text="Thank you.", by=council.dev)
    later(clock, 3)
    assert HEADING not in read(council.helen, visit)


def test_officers_and_governors_leave_no_reading(council: Council) -> None:
    visit = council.final_visit()
    for reader in (council.sam, council.rita, council.gus):
        read(reader, visit)
    assert not Reading.objects.exists()
