"""A school's page: where it stands, what comes next, what was done, what may be done."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from engagement.models import SchoolYearRecord, Side
from engagement.services.priorities import set_priorities
from engagement.services.proposals import Proposal, draft_level, propose
from schools.services.federations import agree_trade
from sitrack.core.models import Event
from tests.reports.acts import give
from tests.reports.pages import get, links, queries_of, read
from tests.universe import TODAY, Council
from visits.services.diary import plan_visit

AT_MOST = 12


def page_of(council: Council, name: str) -> str:
    return read(council.user(name), council.hawthorn.get_absolute_url())


def test_it_says_where_the_school_stands(council: Council) -> None:
    set_priorities(
        record=council.record(),
        expected_version=council.record().version,
        texts=["Reading", "Writing at length"],
        by=council.helen,
    )
    council.final_visit(minutes=150)
    shown = page_of(council, "helen")
    assert "Primary, Community school, East region. Autumn 2025/26" in shown
    assert "Headteacher Helen Marsh" in shown
    assert "SEP Sam Rowe" in shown
    assert "RLE Rita Okafor" in shown
    assert "Entitlement up to 8 hours , since 1 September 2025." in shown
    assert "Up to 8 hours; 2.5 used." in shown
    assert "Reading Writing at length" in shown
    assert "Next visit None planned" in shown


def test_the_next_visit_and_the_open_steps_are_told(
    council: Council, clock: Any
) -> None:
    council.final_visit(next_visit_at=datetime(2025, 12, 8, 9, 30, tzinfo=UTC))
    shown = page_of(council, "helen")
    assert "Next visit 8 December 2025 at 9:30am" in shown
    assert "Share the phonics plan 1 Dec 2025 Helen Marsh" in shown
    assert "Late" not in shown
    clock.move_to(datetime(2025, 12, 2, 9, tzinfo=UTC))
    assert "Share the phonics plan 1 Dec 2025 Late Helen Marsh" in page_of(
        council, "helen"
    )


@pytest.mark.item("ACC-005")
def test_both_views_of_the_trajectory_stand_side_by_side(council: Council) -> None:
    nothing = "School’s view Not yet given LA view Not yet given"
    assert nothing in page_of(council, "sam")
    give(council, "school", "good", council.helen)
    give(council, "la", "not_good", council.sam)
    both = (
        "The two views differ"
        " School’s view Likely to be judged Good LA view Not likely to be judged Good"
    )
    for name in ("helen", "sam", "rita"):
        assert both in page_of(council, name)


@pytest.mark.item("ACC-006", "CONF-07")
def test_a_view_that_was_not_sent_is_not_yet_given(council: Council) -> None:
    give(council, "school", "good", council.helen, draft=True)
    assert "School’s view Not yet given" in page_of(council, "sam")
    assert "Likely to be judged Good" not in page_of(council, "sam")


@pytest.mark.item("CONF-07")
def test_an_unshared_note_is_on_the_page_of_its_own_side_only(
    council: Council,
) -> None:
    council.draft_visit()
    assert "10 Nov 2025" in page_of(council, "sam")
    assert "10 Nov 2025" not in page_of(council, "helen")
    assert "started the note" in page_of(council, "sam")
    assert "started the note" not in page_of(council, "helen")


def test_a_proposal_that_is_a_draft_is_unknown_to_the_other_side(
    council: Council,
) -> None:
    drafted = draft_level(
        record=council.record(),
        proposal=Proposal(council.level("suf_12"), TODAY, (), rationale="Outcomes."),
        side=Side.LA,
        by=council.sam,
    )
    told = "A change is being discussed: Entitlement up to 12 hours"
    assert told in page_of(council, "sam")
    assert told not in page_of(council, "helen")
    propose(assignment=drafted, by=council.sam)
    assert told in page_of(council, "helen")


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("sam", {"visit_new", "trajectory", "level_propose", "priorities", "pdf"}),
        ("rita", {"visit_new", "trajectory", "level_propose", "priorities", "pdf"}),
        ("helen", {"trajectory", "level_propose", "priorities", "pdf"}),
        ("dev", {"trajectory", "priorities", "pdf"}),
        ("hana", {"pdf"}),
        ("dee", {"pdf"}),
        ("theo", {"visit_new"}),
    ],
)
def test_what_may_be_done_follows_the_role(
    council: Council, name: str, may: set[str]
) -> None:
    school, record = council.hawthorn.pk, council.record().pk
    term = council.terms["autumn"].pk
    places = {
        "visit_new": reverse("visits:visit_new", args=[school]),
        "trajectory": reverse("engagement:trajectory", args=[record, term]),
        "level_propose": reverse("level_propose", args=[school]),
        "priorities": reverse("engagement:record_priorities", args=[record]),
        "pdf": reverse("document", args=["record", record]),
    }
    answer = get(council.user(name), council.hawthorn.get_absolute_url())
    bar = answer.content.decode().split("app-actions-bar")[1].split("app-grid")[0]
    assert {key for key, href in places.items() if f'"{href}"' in bar} == may
    assert reverse("record", args=[record]) in links(answer)


def test_what_happened_is_told_with_who_and_when(council: Council) -> None:
    council.final_visit()
    shown = page_of(council, "helen")
    told = (
        "10 November 2025 at 10am Sam Rowe"
        " made the note of the visit of 10 November 2025 final"
    )
    assert told in shown
    assert shown.index("final") < shown.index("had no comment")


def test_an_academy_without_an_agreement_has_no_record(council: Council) -> None:
    academy = council.academy.get_absolute_url()
    assert "There is no rolling record for this school." in read(council.sam, academy)
    agree_trade(school=council.academy, start=date(2025, 9, 1), by=council.hana)
    assert "no rolling record" not in read(council.sam, academy)


@pytest.mark.item("ACC-081")
def test_another_schools_page_is_not_found_and_the_attempt_is_kept(
    council: Council,
) -> None:
    record = SchoolYearRecord.objects.get(school=council.birch)
    for path in (
        council.birch.get_absolute_url(),
        reverse("record", args=[record.pk]),
        reverse("document", args=["record", record.pk]),
        reverse("record_open", args=[council.birch.pk]),
    ):
        answer = get(council.helen, path, status=404)
        assert "Birch" not in answer.content.decode()
    refused = Event.objects.filter(verb="access.refused", actor_name="Helen Marsh")
    assert refused.count() == 4
    assert get(council.helen, "/schools/99999/", status=404)
    assert refused.count() == 4


@pytest.mark.parametrize("name", ["sam", "rita", "helen", "hana", "theo", "gus"])
def test_it_takes_no_more_queries_for_many_rows(council: Council, name: str) -> None:
    path = council.hawthorn.get_absolute_url()
    council.final_visit(minutes=20)
    few = queries_of(council.user(name), path)
    for number in range(4):
        step = council.step(f"Step {number}")
        council.final_visit(minutes=20, steps=(step,))
        at = datetime(2026, 1, 12 + number, 9, tzinfo=UTC)
        plan_visit(
            record=council.record(), at=at, lead=council.persons["sam"], by=council.sam
        )
    assert queries_of(council.user(name), path) == few
    assert few <= AT_MOST
