"""The rolling record on paper: whole, blank, long, hostile, and for each reader."""

import itertools
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from engagement.models import SchoolYearRecord, Side
from reports.documents import record_document
from reports.record_view import record_view
from schools.services.schools import enter_inspection
from sitrack.core.documents import drawing, render_pdf
from sitrack.core.roles import Role
from tests.pdf import failures, outside_margins, pages_of, text_of
from tests.reports.cast import Cast, set_level
from visits.services import notes, replies
from visits.services.content import Step

MARGIN = 50  # points; the sides are 18 mm


def printed(cast: Cast, role: Role = Role.OFFICER) -> bytes:
    return render_pdf(record_document(cast.record, reader=cast.user(role)))


def labels(cast: Cast) -> list[str]:
    """Every word that the form prints, from the definition itself."""
    framework = cast.record.framework
    rows = [row for row in framework.labels.values() if row["kind"] != "placeholder"]
    words = [row[name] for row in rows for name in ("label", "column") if row[name]]
    words += [measure.label for measure in framework.measures.all()]
    for prompt in framework.visit_templates.get().prompts.all():
        words += [prompt.label, *(column["label"] for column in prompt.columns)]
    return words


@pytest.mark.item("SUF-R-01..SUF-R-36", "ACC-114")
def test_a_blank_record_prints_every_label_and_empty_boxes(
    cast: Cast, tmp_path: Path
) -> None:
    pdf = printed(cast)
    text = text_of(pdf)
    assert [label for label in labels(cast) if label not in text] == []
    assert "None" not in text
    assert text.count("No visit recorded this term") == 3
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("PDF-01")
def test_the_parts_stand_in_the_order_of_the_form(cast: Cast) -> None:
    cast.final_visit(date(2025, 11, 12), "SECONDVISIT")
    cast.final_visit(date(2025, 9, 18), "FIRSTVISIT")
    text = text_of(printed(cast))
    parts = [
        "Record of school improvement engagement model work",
        "Headteacher and email",
        "School’s vision",
        "1. Continuous conversation",
        "Trajectory to the next Ofsted inspection",
        "2. Plan for Collaborative Improvement Support",
        "3. Record of joint work",
        "FIRSTVISIT",
        "SECONDVISIT",
        "Glossary",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.item("PDF-01")
def test_every_page_says_whose_it_is_and_who_printed_it(cast: Cast) -> None:
    pages = pages_of(printed(cast))
    for number, page in enumerate(pages, start=1):
        assert "Hawthorn Primary School, 2025/26" in page
        assert "Printed 10 June 2026 by Amara Whitlock" in page
        assert f"Page {number} of {len(pages)}" in page


def test_a_demonstration_says_so_on_every_page(cast: Cast, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    said = "Demonstration: every visit, level, name and note is invented"
    assert all(said in page for page in pages_of(printed(cast)))


@pytest.mark.item("ACC-083")
def test_a_summary_of_four_thousand_words_is_whole(cast: Cast, tmp_path: Path) -> None:
    words = [f"word{number:04}" for number in range(4000)]
    lines = [" ".join(words[start : start + 25]) for start in range(0, 4000, 25)]
    text = "\n\n".join(lines[:80]) + "\n\n" + "\n".join(f"- {x}" for x in lines[80:])
    steps = tuple(
        Step(f"step{number:03}", date(2026, 7, 1), "Ana Ruiz") for number in range(70)
    )
    blank = len(pages_of(printed(cast)))
    cast.final_visit(date(2026, 5, 14), text, steps=steps)
    pdf = printed(cast)
    shown = text_of(pdf)
    assert [word for word in words if word not in shown] == []
    assert [step.text for step in steps if step.text not in shown] == []
    assert outside_margins(pdf, MARGIN) == []
    assert len(pages_of(pdf)) <= blank + 14
    heads = [page for page in pages_of(pdf) if "By Date: Who?" in page]
    assert len(heads) == len([page for page in pages_of(pdf) if "step0" in page])
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("ACC-084")
def test_hostile_text_is_printed_as_it_was_typed(cast: Cast, tmp_path: Path) -> None:
    typed = [
        '<script>alert("x")</script>',
        '<img src="file:///etc/passwd" onerror=1>',
        "{{ record }} {% now 'Y' %}",
        "https://tracker.example/pixel.png",
        "Zażółć gęślą jaźń",
        "😀 ✓ ☐",
        "%PDF-1.7 (bracket",
    ]
    cast.final_visit(
        date(2026, 5, 14),
        "\n\n".join([*typed, "مدرسة", "漢"]),
        agenda=('<b onclick="x">agenda</b>',),
        steps=(Step("<i>step</i>", date(2026, 7, 1), "Łukasz <u>"),),
    )
    pdf = printed(cast)
    text = text_of(pdf)
    expected = [*typed, '<b onclick="x">agenda</b>', "<i>step</i>", "Łukasz <u>"]
    assert [one for one in expected if one not in text] == []
    assert "[character not available: CJK UNIFIED IDEOGRAPH-6F22]" in text
    assert set("مدرسة") <= set(text)
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("ACC-084")
def test_a_word_of_fifty_thousand_letters_is_whole_and_soon_printed(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 30)
    letters = "".join(itertools.islice(itertools.cycle("abcdefghij"), 50_000))
    cast.final_visit(date(2026, 5, 14), letters)
    pdf = printed(cast)
    runs = [page for page in pages_of(pdf) if "abcdefghij" in page]
    assert "".join(runs).count("a") >= 5_000
    joined = "".join("".join(page.split()) for page in pages_of(pdf))
    assert joined.count("abcdefghij") >= 5_000 - len(runs)
    assert outside_margins(pdf, MARGIN) == []
    assert failures(pdf, tmp_path) == ""


def test_the_same_record_is_the_same_file(cast: Cast) -> None:
    cast.final_visit(date(2026, 5, 14), "The same.")
    assert printed(cast) == printed(cast)


@pytest.fixture
def spread(cast: Cast) -> Cast:
    """A record in which every kind of text that may be hidden holds its own word."""
    head = cast.user(Role.HEADTEACHER)
    final = cast.share_visit(date(2025, 9, 18), "CANARYFINAL")
    for title in ("CANARYCONSENTED", "CANARYKEPT"):
        document = replies.add_document(
            visit=final, title=title, link=f"https://school.example/{title}", by=head
        )
        if title == "CANARYKEPT":
            replies.withdraw_document(document=document, by=head)
        elif not document.consented_at:
            replies.consent(document=document, by=head)
    said = replies.comment(visit=final, text="CANARYCOMMENT", by=head)
    replies.answer(comment=said, text="CANARYANSWER", by=cast.user(Role.OFFICER))
    cast.finalise(final)
    replies.add_addendum(visit=final, side=Side.SCHOOL, text="CANARYADDENDUM", by=head)
    cast.share_visit(date(2026, 1, 14), "CANARYSHARED")
    notes.start_note(
        record=cast.record,
        note=notes.Note(date=date(2026, 5, 14), texts={"summary": "CANARYDRAFT"}),
        lead=cast.people[Role.OFFICER],
        by=cast.user(Role.OFFICER),
    )
    cast.give_view("school", "good", "CANARYUNSENT", draft=True)
    cast.give_view("la", "not_good", "CANARYGIVEN")
    return cast


PRINTED = {
    *("CANARYFINAL", "CANARYCOMMENT", "CANARYANSWER", "CANARYADDENDUM"),
    *("CANARYCONSENTED", "CANARYGIVEN"),
}


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.HEADTEACHER, Role.OFFICER])
def test_a_reader_finds_what_is_final_and_nothing_else(
    spread: Cast, role: Role, tmp_path: Path
) -> None:
    pdf = printed(spread, role)
    words = text_of(pdf).replace("/", " ").split()
    assert {word for word in words if word.startswith("CANARY")} == PRINTED
    assert failures(pdf, tmp_path) == ""


@pytest.mark.parametrize(
    ("role", "told"), [(Role.GOVERNOR, False), (Role.HEADTEACHER, True)]
)
def test_only_who_may_read_a_note_is_told_that_it_waits(
    spread: Cast, role: Role, *, told: bool
) -> None:
    text = text_of(printed(spread, role))
    assert ("The note of the visit of 14 January 2026 is not final" in text) is told
    assert "14 May 2026" not in text


def test_a_term_with_a_draft_is_not_said_to_have_had_no_visit(spread: Cast) -> None:
    text = text_of(printed(spread, Role.GOVERNOR))
    assert "No visit recorded this term" not in text


def test_the_front_block_names_people_and_the_last_inspection(cast: Cast) -> None:
    areas = [{"area": "Achievement", "grade": "Strong standard"}]
    enter_inspection(
        school=cast.record.school,
        kind="report_card",
        held_on=date(2026, 2, 3),
        areas=areas,
        by=None,
    )
    text = text_of(printed(cast))
    assert "Headteacher and email Yasmin Cardew, yasmin@sitrack.example" in text
    assert "Standards and Excellence Partner (SEP) Amara Whitlock" in text
    assert "Achievement: Strong standard Report card, 3 February 2026" in text


def test_the_box_of_a_term_names_its_level(cast: Cast) -> None:
    set_level(cast, "suf_12", date(2026, 1, 10))
    text = text_of(printed(cast))
    level = "Entitlement up to 12 hours"
    assert f"Autumn Spring Summer {level} {level}" in text
    assert text.count(level) == 2


def test_measures_that_do_not_apply_say_so(cast: Cast) -> None:
    text = text_of(printed(cast))
    assert "KS5 n/a n/a n/a" in text
    assert "KS2 READING n/a" not in text


@pytest.mark.item("INV-27")
def test_a_view_changed_after_its_term_is_marked(cast: Cast) -> None:
    with time_machine.travel(datetime(2025, 11, 20, 12, tzinfo=UTC)):
        cast.give_view("la", "good", "As it was.", term="autumn")
        cast.give_view("school", "good", "Unchanged.", term="autumn")
    cast.give_view("la", "not_good", "Amended.", term="autumn", expected_version=1)
    text = text_of(printed(cast))
    assert "Not likely to be judged Good (amended) Amended." in text
    assert text.count("(amended)") == 1


def test_more_visits_take_no_more_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = cast.user(Role.HEADTEACHER)
    cast.final_visit(date(2025, 9, 18), "One.")
    with CaptureQueriesContext(connection) as one:
        record_view(SchoolYearRecord.objects.get(pk=cast.record.pk), reader=reader)
    for day in range(1, 6):
        cast.final_visit(date(2026, 5, day), "More.")
    with django_assert_max_num_queries(len(one)):
        record_view(SchoolYearRecord.objects.get(pk=cast.record.pk), reader=reader)
