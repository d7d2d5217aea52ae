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

from engagement.models import SchoolYearRecord
from reports.record_view import record_view
from schools.services.inspections import Inspection, enter_inspection
from sitrack.core.documents import drawing
from tests.pdf import failures, outside_margins, pages_of, text_of
from tests.reports.printing import final, give_view, printed
from tests.universe import Council
from visits.services.content import Step

MARGIN = 50  # points; the sides are 18 mm
LATER = date(2026, 7, 1)


def labels(council: Council) -> list[str]:
    """Every word that the form prints, from the definition itself."""
    framework = council.framework
    rows = [row for row in framework.labels.values() if row["kind"] != "placeholder"]
    words = [row[name] for row in rows for name in ("label", "column") if row[name]]
    words += [measure.label for measure in framework.measures.all()]
    for prompt in framework.visit_templates.get().prompts.all():
        words += [prompt.label, *(column["label"] for column in prompt.columns)]
    return words


@pytest.mark.item("SUF-R-01..SUF-R-36", "ACC-114")
def test_a_blank_record_prints_every_label_and_empty_boxes(
    june: Council, tmp_path: Path
) -> None:
    pdf = printed(june)
    text = text_of(pdf)
    assert [label for label in labels(june) if label not in text] == []
    assert "None" not in text
    assert text.count("No visit recorded this term") == 2
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("PDF-01")
def test_the_parts_stand_in_the_order_of_the_form(june: Council) -> None:
    final(june, date(2025, 11, 12), "SECONDVISIT")
    final(june, date(2025, 9, 18), "FIRSTVISIT")
    text = text_of(printed(june))
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
def test_every_page_says_whose_it_is_and_who_printed_it(june: Council) -> None:
    pages = pages_of(printed(june))
    for number, page in enumerate(pages, start=1):
        assert "Hawthorn Primary School, 2025/26" in page
        assert "Printed 10 June 2026 by Sam Rowe" in page
        assert f"Page {number} of {len(pages)}" in page


def test_a_demonstration_says_so_on_every_page(
    june: Council, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    said = "Demonstration: every visit, level, name and note is invented"
    assert all(said in page for page in pages_of(printed(june)))


@pytest.mark.item("ACC-083")
def test_a_summary_of_four_thousand_words_is_whole(
    june: Council, tmp_path: Path
) -> None:
    words = [f"word{number:04}" for number in range(4000)]
    lines = [" ".join(words[start : start + 25]) for start in range(0, 4000, 25)]
    text = "\n\n".join(lines[:80]) + "\n\n" + "\n".join(f"- {x}" for x in lines[80:])
    steps = tuple(Step(f"step{number:03}", LATER, "Ana Ruiz") for number in range(70))
    blank = len(pages_of(printed(june)))
    final(june, date(2026, 5, 14), text, steps=steps)
    pdf = printed(june)
    shown = text_of(pdf)
    assert [word for word in words if word not in shown] == []
    assert [step.text for step in steps if step.text not in shown] == []
    assert outside_margins(pdf, MARGIN) == []
    assert len(pages_of(pdf)) <= blank + 14
    heads = [page for page in pages_of(pdf) if "By Date: Who?" in page]
    assert len(heads) == len([page for page in pages_of(pdf) if "step0" in page])
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("ACC-084")
def test_hostile_text_is_printed_as_it_was_typed(june: Council, tmp_path: Path) -> None:
    typed = [
        '<script>alert("x")</script>',
        '<img src="file:///etc/passwd" onerror=1>',
        "{{ record }} {% now 'Y' %}",
        "https://tracker.example/pixel.png",
        "Zażółć gęślą jaźń",
        "😀 ✓ ☐",
        "%PDF-1.7 (bracket",
    ]
    final(
        june,
        date(2026, 5, 14),
        "\n\n".join([*typed, "مدرسة", "漢"]),
        agenda=('<b onclick="x">agenda</b>',),
        steps=(Step("<i>step</i>", LATER, "Łukasz <u>"),),
    )
    pdf = printed(june)
    text = text_of(pdf)
    expected = [*typed, '<b onclick="x">agenda</b>', "<i>step</i>", "Łukasz <u>"]
    assert [one for one in expected if one not in text] == []
    assert "[character not available: CJK UNIFIED IDEOGRAPH-6F22]" in text
    assert set("مدرسة") <= set(text)
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("ACC-084")
def test_a_word_of_fifty_thousand_letters_is_whole_and_soon_printed(
    june: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 30)
    letters = "".join(itertools.islice(itertools.cycle("abcdefghij"), 50_000))
    final(june, date(2026, 5, 14), letters)
    pdf = printed(june)
    runs = [page for page in pages_of(pdf) if "abcdefghij" in page]
    assert "".join(runs).count("a") >= 5_000
    joined = "".join("".join(page.split()) for page in pages_of(pdf))
    assert joined.count("abcdefghij") >= 5_000 - len(runs)
    assert outside_margins(pdf, MARGIN) == []
    assert failures(pdf, tmp_path) == ""


def test_the_same_record_is_the_same_file(june: Council) -> None:
    final(june, date(2026, 5, 14), "The same.")
    assert printed(june) == printed(june)


@pytest.mark.item("ACC-096")
def test_the_front_block_names_people_and_the_last_inspection(june: Council) -> None:
    areas = (("Achievement", "Strong standard"),)
    enter_inspection(
        school=june.hawthorn,
        inspection=Inspection("report_card", date(2026, 2, 3), areas=areas),
        by=None,
    )
    text = text_of(printed(june))
    assert "Headteacher and email Helen Marsh, helen@council.example" in text
    assert "Standards and Excellence Partner (SEP) Sam Rowe" in text
    assert "Achievement: Strong standard Report card, 3 February 2026" in text


@pytest.mark.item("SUF-R-19")
def test_the_box_of_a_term_names_its_level(
    june: Council, clock: time_machine.Traveller
) -> None:
    level = "Entitlement up to 8 hours"
    heads = "School Improvement Engagement Model Autumn Spring Summer"
    assert f"{heads} {level} {level} {level}" in text_of(printed(june))
    clock.move_to(datetime(2026, 2, 3, 9, tzinfo=UTC))
    assert text_of(printed(june)).count(level) == 2


def test_measures_that_do_not_apply_say_so(june: Council) -> None:
    text = text_of(printed(june))
    assert "KS5 n/a n/a n/a" in text
    assert "KS2 READING n/a" not in text


@pytest.mark.item("INV-27")
def test_a_view_changed_after_its_term_is_marked(june: Council) -> None:
    with time_machine.travel(datetime(2025, 11, 20, 12, tzinfo=UTC)):
        give_view(june, "la", "good", "As it was.", term="autumn")
        give_view(june, "school", "good", "Unchanged.", term="autumn")
    give_view(june, "la", "not_good", "Amended.", term="autumn", version=1)
    text = text_of(printed(june))
    assert "Not likely to be judged Good (amended) Amended." in text
    assert text.count("(amended)") == 1


def test_more_visits_take_no_more_queries(
    june: Council, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = june.user("helen")
    final(june, date(2025, 9, 18), "One.")
    with CaptureQueriesContext(connection) as one:
        record_view(SchoolYearRecord.objects.get(pk=june.record().pk), reader=reader)
    for day in range(1, 6):
        final(june, date(2026, 5, day), "More.")
    with django_assert_max_num_queries(len(one)):
        record_view(SchoolYearRecord.objects.get(pk=june.record().pk), reader=reader)
