"""How a level is proposed, viewed, decided and taken back (SM-1)."""

from collections.abc import Callable
from datetime import date

import pytest

from engagement.models import LevelAssignment, LevelState, Side, View
from engagement.queries.levels import level_in_force
from engagement.services.decisions import approve, reject, return_proposal
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
    withdraw,
)
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from tests.engagement.proposing import (
    EFFECTIVE,
    a_proposal,
    at_state,
    drafted,
    proposed,
    viewed,
)
from tests.universe import Council


@pytest.mark.item("ACC-034", "SUF-W-11", "DEC-01")
def test_acc_034_the_sep_proposes_the_school_agrees_and_the_rle_approves(
    council: Council,
) -> None:
    row = viewed(council)
    approve(assignment=row, by=council.rita)
    before = level_in_force(council.hawthorn, date(2025, 11, 19))
    after = level_in_force(council.hawthorn, EFFECTIVE)
    assert (before, after) == (council.level("suf_8"), council.level("suf_12"))
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("approved", council.rita)
    told = [event.sentence for event in Event.objects.about(row).order_by("pk")]
    assert told == [
        "drafted a proposal of Entitlement up to 12 hours",
        "proposed Entitlement up to 12 hours from 20 November 2025",
        "recorded the view of the school on Entitlement up to 12 hours:"
        " agrees with the proposal",
        "approved Entitlement up to 12 hours from 20 November 2025",
    ]


@pytest.mark.item("ACC-033", "SUF-P-02")
def test_acc_033_the_school_proposes_the_sep_views_and_the_rle_decides(
    council: Council,
) -> None:
    row = proposed(council, side=Side.SCHOOL)
    assert [pick.side for pick in row.picks.all()] == [Side.SCHOOL]
    with pytest.raises(RuleBroken):
        approve(assignment=row, by=council.rita)
    give_view(assignment=row, view=View.AGREES, by=council.sam)
    approve(assignment=row, by=council.rita)
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_12")


@pytest.mark.item("SUF-W-11")
def test_nobody_decides_a_proposal_they_raised_or_viewed(council: Council) -> None:
    row = viewed(council, by=council.rita)
    with pytest.raises(RuleBroken, match="You cannot decide a proposal that you"):
        approve(assignment=row, by=council.rita)
    withdraw(assignment=row, by=council.rita)
    row = proposed(council, side=Side.SCHOOL)
    give_view(assignment=row, view=View.AGREES, by=council.rita)
    with pytest.raises(RuleBroken, match="on which you gave a view"):
        reject(assignment=row, by=council.rita, note="No")
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_8")


@pytest.mark.item("ACC-037")
def test_acc_037_a_level_other_than_suggested_wants_a_rationale_and_no_more(
    council: Council,
) -> None:
    serious = (Pick(council.criterion("SUF-C-09"), "Three gaps"),)
    asked = a_proposal(council, "suf_12", picks=serious)
    row = draft_level(
        record=council.record(), proposal=asked, side=Side.LA, by=council.sam
    )
    assert row.suggested == council.level("suf_24")
    with pytest.raises(RuleBroken, match="suggest another") as refusal:
        propose(assignment=row, by=council.sam)
    assert refusal.value.field == "rationale"
    row.rationale = "The gaps are closed"
    assert propose(assignment=row, by=council.sam).state == "proposed"


def test_a_proposal_without_any_ground_is_refused(council: Council) -> None:
    row = draft_level(
        record=council.record(),
        proposal=a_proposal(council, picks=()),
        side=Side.LA,
        by=council.sam,
    )
    with pytest.raises(RuleBroken, match="Pick at least one criterion"):
        propose(assignment=row, by=council.sam)


@pytest.mark.item("INV-04")
def test_a_record_has_one_open_proposal(council: Council) -> None:
    drafted(council)
    with pytest.raises(RuleBroken, match="already open"):
        drafted(council, side=Side.SCHOOL)


@pytest.mark.item("SUF-W-12")
def test_a_disagreement_stays_visible_and_wants_a_note(council: Council) -> None:
    eight = council.level("suf_8")
    row = viewed(council, view=View.PREFERS_OTHER, level=eight)
    with pytest.raises(RuleBroken, match="The two sides differ") as refusal:
        approve(assignment=row, by=council.rita)
    assert refusal.value.field == "note"
    approve(assignment=row, by=council.rita, note="The figures weigh more.")
    row.refresh_from_db()
    assert (row.view, row.view_level) == (View.PREFERS_OTHER, eight)
    assert row.decision_note == "The figures weigh more."


@pytest.mark.parametrize("decide", [return_proposal, reject])
def test_a_proposal_is_turned_down_only_with_a_note(
    council: Council, decide: Callable[..., LevelAssignment]
) -> None:
    row = viewed(council)
    with pytest.raises(RuleBroken, match="Say why") as refusal:
        decide(assignment=row, by=council.rita, note=" ")
    assert refusal.value.field == "note"
    decide(assignment=row, by=council.rita, note="Bring the moderation of May.")
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_8")


def test_a_returned_proposal_goes_round_again_with_a_new_view(council: Council) -> None:
    row = at_state(council, LevelState.RETURNED)
    propose(assignment=row, by=council.sam)
    row.refresh_from_db()
    assert (row.state, row.view, row.viewed_by, row.decided_by) == (
        "proposed",
        "",
        None,
        None,
    )


@pytest.mark.item("ACC-043")
def test_acc_043_a_withdrawn_proposal_changes_nothing_and_the_school_is_told(
    council: Council,
) -> None:
    row = proposed(council)
    withdraw(assignment=row, by=council.sam)
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_8")
    told = Notification.objects.filter(title__contains="was withdrawn")
    assert {note.recipient for note in told} == {council.helen, council.dev}
    assert LevelAssignment.objects.get(pk=row.pk).state == "withdrawn"


def test_a_draft_that_is_withdrawn_is_told_to_nobody(council: Council) -> None:
    row = drafted(council)
    withdraw(assignment=row, by=council.sam)
    assert not Notification.objects.exists()
    assert {event.audience for event in Event.objects.about(row)} == {"authority"}


@pytest.mark.item("INV-05")
def test_the_statutory_level_is_for_maintained_schools(council: Council) -> None:
    record = council.record()
    record.school.maintained = False
    with pytest.raises(RuleBroken, match="maintained schools only"):
        draft_level(
            record=record,
            proposal=a_proposal(council, "suf_statutory"),
            side=Side.LA,
            by=council.sam,
        )


def test_a_level_takes_effect_inside_the_year_of_its_record(council: Council) -> None:
    asked = Proposal(council.level("suf_12"), date(2026, 9, 1), ())
    with pytest.raises(RuleBroken, match="1 September 2025 to 31 August 2026"):
        draft_level(
            record=council.record(), proposal=asked, side=Side.LA, by=council.sam
        )


@pytest.mark.item("INV-02")
def test_no_level_begins_before_the_one_already_in_force_began(
    council: Council,
) -> None:
    row = viewed(council)
    with pytest.raises(RuleBroken, match="on or after that day"):
        approve(assignment=row, by=council.rita, effective_from=date(2025, 9, 1))
