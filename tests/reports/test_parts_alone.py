"""A visit, a plan, its evaluation and the glossary, each by itself on paper."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from engagement.models import Side
from glossary.models import Entry
from plans.services.evaluations import record_evaluation
from plans.services.review_comments import comment
from reports.documents import KINDS
from tests.pdf import failures, pages_of, text_of
from tests.plans.planning import opened
from tests.plans.reviewing import drafted, off_track, shared, under_way
from tests.plans.running import evaluated, evaluation
from tests.reports.printing import STEPS, drawn, final
from tests.universe import TODAY, Council


def in_order(text: str, *words: str) -> list[str]:
    """The words that are missing, or come before one that should precede them."""
    place, wrong = 0, []
    for word in words:
        found = text.find(word, place)
        if found < 0:
            wrong.append(word)
        else:
            place = found + len(word)
    return wrong


@pytest.mark.item("PDF-02")
def test_a_visit_alone_is_the_block_of_section_three(
    june: Council, tmp_path: Path
) -> None:
    final(june, date(2025, 9, 18), "OTHERVISIT")
    visit = final(june, date(2026, 5, 14), "Books show it.\n\n- First\n- Second")
    pdf = drawn("visit", visit.pk, june.gus)
    text = text_of(pdf)
    labels = [prompt.label for prompt in visit.template.prompts.all()]
    assert (
        in_order(
            text,
            "Record of school improvement engagement model work",
            "Hawthorn Primary School",
            "3. Record of joint work",
            "14 May 2026",
            *(label for label in labels if label != "Next steps:"),
        )
        == []
    )
    assert "Next steps: By Date: Who?" in text
    assert "OTHERVISIT" not in text
    for number, page in enumerate(pages_of(pdf), start=1):
        assert "Hawthorn Primary School, 2025/26" in page
        assert "Printed 10 June 2026 by Gus Pell" in page
        assert f"Page {number} of " in page
    assert failures(pdf, tmp_path) == ""


def test_a_note_that_may_still_change_is_no_document(june: Council) -> None:
    note = june.shared_visit(
        date=date(2026, 5, 14), texts={"focus": "x", "summary": "x"}, steps=STEPS
    )
    for reader in (june.sam, june.helen):
        with pytest.raises(Http404):
            KINDS["visit"].find(reader, note.pk)


def test_another_teams_officer_reads_a_visit_and_may_not_take_it_along(
    june: Council,
) -> None:
    visit = final(june, date(2026, 5, 14), "Said.")
    with pytest.raises(Http404):
        KINDS["visit"].find(june.odd, visit.pk)
    with pytest.raises(PermissionDenied):
        KINDS["record"].find(june.theo, june.record().pk)


@pytest.mark.item("PDF-03", "PDF-04")
def test_a_plan_has_all_its_shared_reviews_and_says_each_rating_in_a_word(
    council: Council, tmp_path: Path
) -> None:
    plan = under_way(council)
    off_track(council, plan, date(2025, 10, 6), rags=("red", "amber", "green"))
    latest = shared(council, plan, rags=("amber", "green", "green"))
    comment(review=latest, side=Side.SCHOOL, text="CANARYCOMMENT", by=council.helen)
    drafted(
        council, plan, on_track=False, off_track_reasons="CANARYDRAFT", held_on=TODAY
    )
    record_evaluation(plan=plan, evaluation=evaluation(council), by=council.sam)
    pdf = drawn("plan", plan.pk, council.gus)
    text = text_of(pdf)
    labels = plan.template.labels
    assert (
        in_order(
            text,
            "School Improvement Engagement Model – Additional Engagement Plan",
            *(labels[key]["label"] for key in ("school", "present", "starts_on")),
            *(labels[key]["label"] for key in ("reasons", "ends_on", "priorities")),
            *("Team around the school", "Progress reviews", "6 Oct 2025 No"),
            *("10 Nov 2025 Yes", "Priority 1: Reading", "Priority 2: Attendance"),
            *("Review of 6 October 2025: not on track", "Red", "Amber", "Green"),
            *("Review of 10 November 2025: on track", "Amber", "Before: Red on"),
            *("CANARYCOMMENT", labels["evaluation"]["label"], "Objectives met"),
            "Writing has come back to where it was.",
        )
        == []
    )
    assert [label for label in _words(labels) if label not in text] == []
    assert "CANARYDRAFT" not in text
    assert failures(pdf, tmp_path) == ""


def _words(labels: dict[str, dict[str, object]]) -> list[str]:
    return [str(row["label"]) for row in labels.values() if row["label"]]


@pytest.mark.item("PDF-03")
def test_a_plan_with_nothing_in_it_prints_its_labels_and_empty_boxes(
    council: Council, tmp_path: Path
) -> None:
    plan = opened(council)
    pdf = drawn("plan", plan.pk, council.cora)
    text = text_of(pdf)
    assert "Draft: not agreed yet" in text
    for number in (1, 2, 3):
        assert f"Priority {number} The changes we will see" in text
    assert "None" not in text
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("PDF-04")
def test_the_evaluation_stands_alone_with_who_was_there_and_the_schools_comment(
    council: Council, tmp_path: Path
) -> None:
    found = evaluated(council)
    found.school_comment = "It felt fair."
    found.save()
    pdf = drawn("evaluation", found.pk, council.gus)
    assert (
        in_order(
            text_of(pdf),
            "Summary evaluation of progress at the end of the timescale",
            "Completed with the school leaders and any officers involved",
            "Date 10 November 2025",
            "Present Helen Marsh, Headteacher",
            "Outcome Objectives met",
            "Writing has come back to where it was.",
            "The school’s comment It felt fair.",
        )
        == []
    )
    assert failures(pdf, tmp_path) == ""


@pytest.mark.item("PDF-13")
def test_the_glossary_has_two_columns_of_published_terms(
    june: Council, tmp_path: Path
) -> None:
    Entry.objects.create(
        framework="suffolk",
        abbreviation="ZQX",
        meaning="Not confirmed",
        status=Entry.Status.UNCONFIRMED,
        order=999,
    )
    pdf = drawn("glossary", june.framework.pk, june.gus)
    text = text_of(pdf)
    assert "Abbreviation Meaning Abbreviation Meaning" in text
    rows = Entry.objects.published()
    assert len(rows) == 100
    assert [one.meaning for one in rows if one.meaning not in text] == []
    assert "ZQX" not in text
    assert failures(pdf, tmp_path) == ""
