"""The rolling record on paper, for each reader."""

from datetime import date
from pathlib import Path

import pytest

from engagement.models import Side
from tests.pdf import failures, text_of
from tests.reports.printing import give_view, printed
from tests.universe import Council
from visits.models import Visit
from visits.services import documents, replies
from visits.services.content import Step

MARGIN = 50  # points; the sides are 18 mm
LATER = date(2026, 7, 1)


@pytest.fixture
def spread(june: Council) -> Council:
    """A record in which every kind of text that may be hidden holds its own word."""
    visit = shared(june, date(2025, 9, 18), "CANARYFINAL")
    for title in ("CANARYCONSENTED", "CANARYTAKENBACK", "CANARYOFFERED"):
        document = documents.add_document(
            visit=visit, title=title, link=f"https://a.example/{title}", by=june.helen
        )
        if title != "CANARYOFFERED":
            documents.consent(document=document, by=june.helen)
        if title == "CANARYTAKENBACK":
            documents.withdraw_document(document=document, by=june.helen)
    said = replies.comment(visit=visit, text="CANARYCOMMENT", by=june.helen)
    replies.answer(comment=said, text="CANARYANSWER", by=june.sam)
    visit.refresh_from_db()
    replies.finalise(visit=visit, expected_version=visit.version, by=june.sam)
    replies.add_addendum(
        visit=visit, side=Side.SCHOOL, text="CANARYADDENDUM", by=june.helen
    )
    shared(june, date(2026, 1, 14), "CANARYSHARED")
    june.draft_visit(date=date(2026, 5, 14), texts={"summary": "CANARYDRAFT"}, steps=())
    give_view(june, "school", "good", "CANARYUNSENT", draft=True)
    give_view(june, "la", "not_good", "CANARYGIVEN")
    return june


def shared(council: Council, day: date, summary: str) -> Visit:
    steps = (Step("Share the plan.", LATER, "Helen Marsh"),)
    texts = {"focus": "Mathematics.", "summary": summary}
    return council.shared_visit(date=day, texts=texts, steps=steps)


PRINTED = {
    *("CANARYFINAL", "CANARYCOMMENT", "CANARYANSWER", "CANARYADDENDUM"),
    "CANARYGIVEN",
}
# Of the governors the chair alone reads what the school shares.
READS_DOCUMENTS = {"cora", "helen", "sam"}


@pytest.mark.item("CONF-06", "CONF-07")
@pytest.mark.parametrize("name", ["gus", "cora", "helen", "sam"])
def test_a_reader_finds_what_is_final_and_nothing_else(
    spread: Council, name: str, tmp_path: Path
) -> None:
    pdf = printed(spread, name)
    words = text_of(pdf).replace("/", " ").split()
    assert {word for word in words if word.startswith("CANARY")} == (
        PRINTED | ({"CANARYCONSENTED"} if name in READS_DOCUMENTS else set())
    )
    assert failures(pdf, tmp_path) == ""


@pytest.mark.parametrize(("name", "told"), [("gus", False), ("helen", True)])
def test_only_who_may_read_a_note_is_told_that_it_waits(
    spread: Council, name: str, *, told: bool
) -> None:
    text = text_of(printed(spread, name))
    assert ("The note of the visit of 14 January 2026 is not final" in text) is told
    assert "14 May 2026" not in text


def test_a_term_with_a_draft_is_not_said_to_have_had_no_visit(spread: Council) -> None:
    text = text_of(printed(spread, "gus"))
    assert "No visit recorded this term" not in text
