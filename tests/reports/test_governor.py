"""Governors read one plain page: what is decided and final, and what to ask."""

from datetime import UTC, date, datetime

import pytest

from engagement.models import View
from engagement.services.decisions import approve
from engagement.services.proposals import give_view
from reports.rules.questions import Position, questions_about
from tests.reports.acts import give, proposal
from tests.reports.pages import get, links, read
from tests.universe import TODAY, Council

READERS = ["gus", "cora", "sena"]


def page_of(council: Council, name: str = "gus") -> str:
    return read(council.user(name), council.hawthorn.get_absolute_url())


@pytest.mark.item("ACC-082")
@pytest.mark.parametrize("name", READERS)
def test_a_shared_note_is_absent_and_the_next_visits_date_is_there(
    council: Council, name: str
) -> None:
    council.shared_visit(next_visit_at=datetime(2025, 12, 8, 9, 30, tzinfo=UTC))
    shown = page_of(council, name)
    assert "Reading in Year 2" not in shown
    assert "Pupils read with growing fluency" not in shown
    assert "10 November 2025" not in shown
    assert "Share the phonics plan" not in shown
    assert "No visit note is final yet." in shown
    assert "Next visit: 8 December 2025 at 9:30am." in shown


@pytest.mark.parametrize("name", READERS)
def test_the_last_final_visit_is_there_with_its_key_points(
    council: Council, name: str
) -> None:
    council.final_visit()
    shown = page_of(council, name)
    assert "10 November 2025 , Continuous conversation - progress review" in shown
    assert "Pupils read with growing fluency in the four lessons seen." in shown


def test_a_long_note_begins_here_and_is_read_whole_on_its_own_page(
    council: Council,
) -> None:
    long = "\n\n".join(["Reading grows in every class."] * 18 + ["The very end."])
    council.final_visit(texts={"focus": "Reading", "summary": long})
    shown = page_of(council)
    assert shown.count("Reading grows in every class.") == 18
    assert "The very end." not in shown
    assert "Read the whole note of 10 November 2025" in shown


def test_it_explains_the_level_and_asks_questions(council: Council) -> None:
    shown = page_of(council)
    assert (
        "Level of support Entitlement up to 8 hours , since 1 September 2025" in shown
    )
    assert (
        "Up to 8 hours per term school improvement support from the Standards and"
        " Excellence team. The hours are a limit, not a target"
    ) in shown
    assert "Questions to ask at the next meeting" in shown
    assert "What difference have our actions made? Impact?" in shown


def test_it_shows_the_trajectory_by_term(council: Council) -> None:
    give(council, "school", "good", council.helen)
    assert "Autumn Likely to be judged Good Not yet given" in page_of(council)


@pytest.mark.item("SUF-P-06", "SUF-P-07")
def test_its_own_questions_come_first_with_what_gives_rise_to_them(
    council: Council,
) -> None:
    council.final_visit()
    give(council, "school", "good", council.helen)
    give(council, "la", "not_good", council.sam)
    shown = page_of(council)
    asked = shown[
        shown.index("Questions to ask") : shown.index("Questions that always")
    ]
    assert asked == (
        "Questions to ask at the next meeting"
        " What evidence does each view of the next inspection rest on, and what would"
        " bring the two views together? The school and the local authority see it"
        " differently this term."
        " Are the agreed steps on the way, and what have they changed so far?"
        " 2 next steps agreed with the local authority are open."
        " Which priorities does the school work on this year?"
        " None are entered in the record yet. "
    )


def test_what_was_agreed_is_there_once_the_note_is_final(council: Council) -> None:
    council.shared_visit()
    assert "What was agreed" not in page_of(council)
    assert "Agreed next steps None open" in page_of(council)


def test_a_level_that_changed_lately_raises_a_question() -> None:
    position = Position(
        level="Entitlement up to 12 hours",
        level_before="Entitlement up to 8 hours",
        level_since=date(2025, 10, 1),
        views_differ=False,
        priorities=1,
        steps_late=1,
        steps_open=1,
    )
    assert [question.why for question in questions_about(position, TODAY)] == [
        "The level went from “Entitlement up to 8 hours” to “Entitlement up to 12 hours”"
        " on 1 October 2025.",
        "One next step agreed with the local authority is past the day set.",
        "The school works on one priority.",
    ]
    later = questions_about(position, date(2026, 3, 1))
    assert "The level went" not in " ".join(question.why for question in later)


def test_the_level_that_went_before_is_known_from_the_history(council: Council) -> None:
    raised = proposal(council)
    give_view(assignment=raised, view=View.AGREES, by=council.helen)
    approve(assignment=raised, by=council.rita)
    assert (
        "The level went from “Entitlement up to 8 hours” to"
        " “Entitlement up to 12 hours” on 10 November 2025."
    ) in page_of(council)


def test_a_proposal_is_no_news_before_it_is_decided(council: Council) -> None:
    proposal(council)
    assert "12 hours" not in page_of(council)


def test_nothing_on_it_can_be_changed(council: Council) -> None:
    answer = get(council.gus, council.hawthorn.get_absolute_url())
    record = council.record()
    assert f"/documents/record/{record.pk}.pdf" in links(answer)
    for word in ("/edit/", "/new/", "/propose/", "/trajectory/", "/priorities/"):
        assert not [href for href in links(answer) if word in href]


def test_it_downloads_the_record(council: Council) -> None:
    answer = get(council.gus, f"/documents/record/{council.record().pk}.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="record-hawthorn-primary-school-2025-26.pdf"'
    )
