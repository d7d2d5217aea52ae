"""Governors read one plain page: what is decided and final, and what to ask."""

from datetime import UTC, datetime

import pytest

from tests.reports.acts import give, proposal
from tests.reports.pages import get, links, read
from tests.universe import Council

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


def test_it_explains_the_level_and_asks_questions(council: Council) -> None:
    shown = page_of(council)
    assert "Entitlement up to 8 hours , since 1 September 2025." in shown
    assert (
        "Up to 8 hours per term school improvement support from the Standards and"
        " Excellence team. The hours are a limit, not a target"
    ) in shown
    assert "Questions to ask at the next meeting" in shown
    assert "What difference have our actions made? Impact?" in shown


def test_it_shows_the_trajectory_by_term(council: Council) -> None:
    give(council, "school", "good", council.helen)
    assert "Autumn Likely to be judged Good Not yet given" in page_of(council)


def test_a_proposal_is_no_news_before_it_is_decided(council: Council) -> None:
    proposal(council)
    assert "12 hours" not in page_of(council)


def test_nothing_on_it_can_be_changed(council: Council) -> None:
    answer = get(council.gus, council.hawthorn.get_absolute_url())
    record = council.record()
    assert f"/records/{record.pk}/pdf/" in links(answer)
    for word in ("/edit/", "/new/", "/propose/", "/trajectory/", "/priorities/"):
        assert not [href for href in links(answer) if word in href]


def test_it_downloads_the_record(council: Council) -> None:
    answer = get(council.gus, f"/records/{council.record().pk}/pdf/")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="record-hawthorn-primary-school-2025-26.pdf"'
    )
