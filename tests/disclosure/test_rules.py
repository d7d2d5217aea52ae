"""When a request is due, what a sentence is, and what stands for withheld words."""

from datetime import date

import pytest

from disclosure.rules import (
    Covered,
    Place,
    Span,
    due_by,
    is_covered,
    joined,
    places,
    places_among,
    refitted,
    sentences,
    stands_for,
)

HERE = [Covered(0, 8, ("40(2)",))]
CHRISTMAS = {date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 11, 7), date(2025, 12, 5)),
        # On a Saturday: the first day counted is the Monday after.
        (date(2025, 11, 8), date(2025, 12, 5)),
        # Three bank holidays lie in between.
        (date(2025, 12, 12), date(2026, 1, 14)),
    ],
)
def test_it_is_due_twenty_working_days_after_the_day_of_receipt(
    received: date, due: date
) -> None:
    assert due_by(received, CHRISTMAS) == due


def test_a_text_falls_into_its_sentences() -> None:
    text = "It is well led. “Is it?” Yes! At 3.30 p.m. pupils read"
    found = [text[start:end] for start, end in sentences(text)]
    assert found == [
        "It is well led.",
        "“Is it?”",
        "Yes!",
        "At 3.30 p.m.",
        "pupils read",
    ]
    assert sentences("") == []
    assert sentences("Reading") == [Span(0, 7)]


@pytest.mark.parametrize(
    "heading", ["2. Plan", "2.1. What we will do", "12. Hours: all of them"]
)
def test_a_numbered_heading_is_one_sentence(heading: str) -> None:
    assert sentences(heading) == [Span(0, len(heading))]


def test_a_number_at_the_end_of_a_sentence_ends_it() -> None:
    text = "They are in Year 2. They read. 3. Then they rest. 4."
    found = [text[start:end] for start, end in sentences(text)]
    assert found == [
        "They are in Year 2.",
        "They read.",
        "3. Then they rest.",
        "4.",
    ]


def test_words_are_found_whole_and_exactly() -> None:
    text = "Ann met Anna. Ann’s class met (Ann)."
    assert places("Ann", text) == [Span(0, 3), Span(14, 17), Span(31, 34)]
    assert places("ann", text) == []
    assert places("ann", text, any_case=True) == places("Ann", text)
    assert places("", text) == []
    assert places("(Ann)", text) == [Span(30, 35)]


def test_words_are_found_whatever_stands_between_them() -> None:
    text = "Jane\xa0Marsh and Jane  Marsh, not JaneMarsh"
    assert places("Jane Marsh", text) == [Span(0, 10), Span(15, 26)]
    assert places(" Jane\xa0Marsh ", text) == places("Jane Marsh", text)


def test_words_that_a_line_breaks_are_found_in_both_passages() -> None:
    passages = ["The note", "By Jane", "Marsh, Jane Marsh", "of Jane"]
    found = places_among("Jane Marsh", passages)
    assert found == [
        [Place(1, Span(3, 7)), Place(2, Span(0, 5))],
        [Place(2, Span(7, 17))],
    ]
    assert [is_covered(found[0], covered) for covered in ({}, {1: HERE})] == [False] * 2
    assert is_covered(found[0], {1: HERE, 2: HERE})
    assert not is_covered(found[1], {2: HERE})
    assert places_among("Jane", []) == []


def test_marks_that_overlap_are_one_with_both_sections() -> None:
    found = joined([(8, 12, "41"), (0, 5, "40(2)"), (3, 9, "42"), (20, 22, "40(2)")])
    assert found == [Covered(0, 12, ("40(2)", "42", "41")), Covered(20, 22, ("40(2)",))]
    assert stands_for(found[0].codes) == "[withheld: sections 40(2) and 42 and 41]"
    assert joined([(0, 5, "41"), (0, 5, "41")]) == [Covered(0, 5, ("41",))]


def test_a_mark_goes_along_only_with_a_passage_that_reads_as_before() -> None:
    before = ["Title", "Alpha", "Beta", "Same", "Same"]
    assert refitted(1, before, ["Title", "New", "Alpha", "Beta"]) == 2
    assert refitted(1, before, ["Title", "Alpha, amended", "Beta"]) is None
    assert refitted(2, before, ["Title", "Beta", "Beta"]) is None
    assert refitted(3, before, before) is None
