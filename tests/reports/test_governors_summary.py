"""Two pages for governors: where the school stands, in plain words."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.http import Http404

from engagement.models import SupportEntry
from glossary.models import Entry
from reports.documents import KINDS
from reports.documents.plain import shortened
from tests.pdf import failures, pages_of, text_of
from tests.plans.reviewing import shared, under_way
from tests.reports.printing import LATER, STEPS, drawn, final, give_view
from tests.universe import Council
from visits.services.content import Step


def summary(council: Council, name: str = "cora") -> bytes:
    return drawn("summary", council.record().pk, council.user(name))


def test_it_says_where_the_school_stands_what_was_agreed_and_what_to_ask(
    june: Council, tmp_path: Path
) -> None:
    give_view(june, "school", "good", "CANARYREASON")
    give_view(june, "la", "not_good", "x")
    final(
        june,
        date(2026, 5, 14),
        "**Evaluation**\n\nBooks show progress.",
        steps=(Step("Share the plan with staff.", date(2026, 6, 1), "Helen Marsh"),),
    )
    june.shared_visit(
        date=date(2026, 6, 4),
        texts={"focus": "x", "summary": "CANARYSHARED"},
        steps=STEPS,
    )
    pdf = summary(june)
    text = text_of(pdf)
    for words in (
        "Summary for governors Hawthorn Primary School Summer 2025/26",
        "The school says: Likely to be judged Good. The local authority says: Not likely"
        " to be judged Good.",
        "Share the plan with staff. Helen Marsh 1 Jun 2026 past its day",
        "14 May 2026, Continuous conversation",
        "Books show progress.",
        "What stands in the way of the steps that are past their day",
    ):
        assert words in text
    assert "CANARY" not in text
    assert "**" not in text
    pages = len(pages_of(pdf))
    assert pages <= 2
    assert failures(pdf, tmp_path) == ""


def test_it_uses_no_abbreviation_of_its_own(june: Council) -> None:
    """Of a record in which nobody has typed anything every word is ours."""
    text = text_of(summary(june))
    printed = re.split(r"Printed \d", text)[0]
    abbreviations = Entry.objects.published().values_list("abbreviation", flat=True)
    assert [
        word
        for word in abbreviations
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", printed)
    ] == []


def test_an_abbreviation_that_somebody_typed_is_explained_below(june: Council) -> None:
    final(june, date(2026, 5, 14), "SEND provision is strong.")
    assert "SEND: Special Educational Needs and Disabilities" in text_of(summary(june))


def test_however_much_is_written_it_has_two_pages(
    june: Council, tmp_path: Path
) -> None:
    wide = "WWWWWW MMMMM " * 400
    record = june.record()
    for place in range(9):
        record.priorities.create(text=wide, source="sdp", order=place + 50)
    for term in june.terms.values():
        SupportEntry.objects.create(
            record=record, term=term, strand=SupportEntry.Strand.OFFER, text=wide
        )
    steps = tuple(Step(f"{n} {wide}"[:1900], LATER, "W" * 140) for n in range(12))
    final(june, date(2026, 5, 14), wide, steps=steps)
    plan = under_way(june)
    shared(june, plan, held_on=date(2026, 6, 9))
    pdf = summary(june)
    pages = len(pages_of(pdf))
    assert pages == 2
    assert "more, in the record" in text_of(pdf)
    assert failures(pdf, tmp_path) == ""


def test_what_is_cut_ends_between_words_with_three_dots() -> None:
    assert shortened("one two three", 9) == "one two …"
    assert shortened("- one\n- *two*\n\n# Head\n", 20) == "one two"
    assert shortened("W" * 50, 9) == "WWWWWWWWW …"


def test_a_record_of_another_year_has_no_summary(june: Council) -> None:
    with pytest.raises(Http404):
        KINDS["summary"].find(june.odd, june.record().pk)
