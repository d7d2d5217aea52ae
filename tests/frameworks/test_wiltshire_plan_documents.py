"""Plans and meetings on paper and in Word, on pages that lie on their side (PDF-07)."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import time_machine

from plans.services.meeting_steps import save_part
from reports.documents import KINDS
from sitrack.core.documents import render_pdf
from sitrack.core.documents.word import render_docx
from sitrack.core.models import User
from tests.frameworks.meeting import a_part, again, held, returned, sent
from tests.frameworks.planning import agreed, line, opened, with_area
from tests.pdf import failures, pages_of, text_of
from tests.universe import TODAY, Council
from tests.word import faults_in, opened_in_libreoffice, page_of, sections_of, words_of

FORM_B = [
    "Planning-meeting plan",
    "LA Interventions- What is the role of the LA in supporting School improvement",
    "Area for Improvement 1 – Writing in Key Stage 2",
    "Expected impact on pupils",
    "Agreed LA Support Actions",
    "By when",
    "By whom",
    "Monitoring activities",
    "Agreed LA monitoring and external verification actions",
    "Reported to",
]


def drawn(kind: str, key: int, reader: User) -> bytes:
    of = KINDS[kind]
    return render_pdf(of.build(of.find(reader, key), reader=reader))


def lying(pdf: bytes) -> list[bool]:
    """Of each page, whether it lies on its side."""
    boxes = [list(one.mediabox) for one in pikepdf.open(BytesIO(pdf)).pages]
    return [width > height for _, _, width, height in boxes]


@pytest.mark.item("PDF-07")
def test_the_plan_is_printed_on_its_side_in_the_words_of_its_form(
    wiltshire: Council,
) -> None:
    plan = agreed(wiltshire)
    pdf = drawn("plan", plan.pk, wiltshire.helen)
    page = " ".join(text_of(pdf).split())
    at = 0
    for label in FORM_B:
        assert label in page[at:], label
        at = page.index(label, at)
    assert all(lying(pdf))


def test_the_support_plan_prints_its_costs(wiltshire: Council) -> None:
    plan = opened(wiltshire, "la_support_plan")
    boxes = {"starts_on": "2025-12-01", "cost_to_la": "300.50", "resources": "Supply"}
    with_area(
        plan,
        by=wiltshire.sam,
        boxes={"success_criteria": "Every child decodes."},
        actions=(line("actions", "Train staff", due_on=TODAY, boxes=boxes),),
    )
    words = " ".join(text_of(drawn("plan", plan.pk, wiltshire.sam)).split())
    for said in ("Cost to LA", "£300.50", "1 Dec 2025", "Every child decodes."):
        assert said in words
    assert "Draft: not agreed yet" in words


@pytest.mark.parametrize("above", [7, 11, 12])
def test_an_action_stands_on_one_page_with_its_number(
    wiltshire: Council, above: int
) -> None:
    plan = opened(wiltshire, "la_support_plan")
    tasks = [f"Task {'of each ' * (n * 7 % 12)}teacher" for n in range(30)]
    with_area(
        plan,
        by=wiltshire.sam,
        boxes={"success_criteria": "Every child decodes.\n" * above},
        actions=[line("actions", task, due_on=TODAY) for task in tasks],
    )
    pages = pages_of(drawn("plan", plan.pk, wiltshire.sam))
    assert len(pages) > 2
    for page in pages:
        whole = re.findall(r"1\.\d+ Task [a-z ]+ 10 Nov 2025", page)
        assert len(whole) == page.count("Task ") == len(re.findall(r"\b1\.\d", page))


@pytest.mark.item("PDF-07")
def test_a_meeting_is_printed_with_every_colour_as_its_word(
    wiltshire: Council,
) -> None:
    review = returned(wiltshire)
    with time_machine.travel("2026-02-10T12:00:00+00:00", tick=False):
        held(wiltshire, review)
        words = " ".join(
            text_of(drawn("plan-meeting", review.pk, wiltshire.gus)).split()
        )
    for said in (
        "60 minutes in all.",
        "Phonics results are up.",
        "Amber",
        "Green",
        "It agrees.",
        "Significant findings",
        "Books show progress.",
        "Two criteria are not met.",
    ):
        assert said in words


def test_what_the_school_has_not_sent_is_not_on_the_authoritys_paper(
    wiltshire: Council,
) -> None:
    review = sent(wiltshire)
    save_part(
        review=review,
        part=a_part(review),
        expected_version=again(review).version,
        by=wiltshire.helen,
    )
    for name, told in (("sam", False), ("helen", True)):
        pdf = drawn("plan-meeting", review.pk, getattr(wiltshire, name))
        assert ("Phonics results are up." in text_of(pdf)) is told


def test_the_same_words_are_in_the_word_file(wiltshire: Council) -> None:
    plan = agreed(wiltshire)
    of = KINDS["plan"]
    document = of.build(of.find(wiltshire.helen, plan.pk), reader=wiltshire.helen)
    said = words_of(render_docx(document))
    assert "Area for Improvement 1 – Writing in Key Stage 2" in said
    assert "A moderation by another school" in said


@pytest.mark.item("PDF-07")
def test_the_pages_of_the_word_file_lie_on_their_side_too(
    wiltshire: Council, tmp_path: Path
) -> None:
    plan = agreed(wiltshire)
    of = KINDS["plan"]
    document = of.build(of.find(wiltshire.helen, plan.pk), reader=wiltshire.helen)
    word = render_docx(document)
    assert [page_of(one) for one in sections_of(word)] == [("16838", "11906")]
    printed = opened_in_libreoffice(word, tmp_path)
    assert all(wide for wide in lying(printed))


@pytest.mark.item("PDF-05")
def test_the_record_holds_the_plan_and_each_meeting_that_was_held(
    wiltshire: Council, tmp_path: Path
) -> None:
    review = returned(wiltshire)
    of = KINDS["record"]
    record = of.find(wiltshire.gus, wiltshire.record("hawthorn").pk)
    before = of.build(record, reader=wiltshire.gus)
    assert [part.name for part in before.parts][1:] == ["Planning-meeting plan"]
    with time_machine.travel("2026-02-10T12:00:00+00:00", tick=False):
        held(wiltshire, review)
        document = of.build(record, reader=wiltshire.gus)
    assert [part.name for part in document.parts][1:] == [
        "Planning-meeting plan",
        "Improvement plan review meeting, 3 months after evaluation",
    ]
    pdf = render_pdf(document)
    assert failures(pdf, tmp_path) == ""
    assert lying(pdf)[0] is False
    assert lying(pdf)[-1] is True
    said = " ".join(text_of(pdf).split())
    for words in ("Area for Improvement 1 – Writing", "Two criteria are not met."):
        assert words in said
    word = render_docx(document)
    assert faults_in(word) == []
    assert [page_of(one)[0] for one in sections_of(word)] == ["11906", "16838"]
