"""A school of the trust against the benchmarks of its phase, and its reviews."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from engagement.models import LevelAssignment, LongerStay, Side, View
from engagement.queries.wording import role_name
from engagement.services.decisions import approve
from engagement.services.phases import go_on
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
)
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.frameworks.phasing import at_phase, board, mark_as
from tests.reports.pages import get, read, signed_in, words
from tests.universe import TODAY, Council


def page(council: Council) -> str:
    return reverse("phase", args=[council.record().pk])


def test_the_page_shows_this_phase_and_the_next_by_theme_and_inclusion_apart(
    trust: Council,
) -> None:
    shown = read(trust.sam, page(trust))
    for words_of_the_trust in (
        "Phase 2 Repair",
        "1 year maximum",
        "LEADERSHIP AND GOVERNANCE (LG)",
        "Trust support required for monitoring evaluation",
        "Phase 3 Improve: 9 of 9 still missing",
        "4 Phases of School Improvement: Inclusion Benchmarks",
        "Repair: What it looks like",
        "BEHAVIOUR AND ATTENDANCE",
        "TRUST SUPPORT and QUALITY ASSURANCE",
        "Half Termly Attendance Annex 4",
        "ACTIONS",
        "Moved to EAC model (if not already done so)",
    ):
        assert words_of_the_trust in shown


@pytest.mark.item("DER-12")
def test_days_in_the_phase_stand_against_its_shortest_and_longest_time(
    trust: Council,
) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 10, 20))
    stay = board(trust).stay
    assert (stay.weeks, stay.earliest, stay.latest) == (
        3,
        date(2025, 12, 1),
        date(2026, 1, 12),
    )
    shown = read(trust.sam, page(trust))
    assert "So far 3 weeks" in shown
    assert "Until 1 December 2025 a proposal to leave this phase needs a reason" in (
        shown
    )


def test_marks_carry_on_and_keep_their_history(
    trust: Council, clock: time_machine.Traveller
) -> None:
    mark_as(trust, "lg", ("TRU-B-42", "partly", "A deputy starts in January"))
    clock.move_to(date(2026, 1, 12))
    mark_as(trust, "lg", ("TRU-B-42", "met", "All posts are filled"))
    (found,) = [
        one for group in board(trust).themes for one in group.all
        if one.code == "TRU-B-42"
    ]  # fmt: skip
    assert (found.label, [mark.mark for mark in found.marks]) == (
        "Met",
        ["partly", "met"],
    )
    shown = read(trust.sam, page(trust))
    assert "Met 10 November 2025 All posts are filled" in shown
    assert "Partly met, 10 November 2025, Sam Rowe: A deputy starts" in shown


def test_what_stands_already_is_not_marked_again(trust: Council) -> None:
    assert mark_as(trust, "lg", ("TRU-B-42", "met", "Seen")) == 1
    assert mark_as(trust, "lg", ("TRU-B-42", "met", "Seen"), ("TRU-B-43", "")) == 0
    assert mark_as(trust, "lg", ("TRU-B-42", "", "")) == 1
    assert board(trust).missing == board(trust).wanted


def test_the_same_statement_of_two_themes_is_two_benchmarks(trust: Council) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 11, 3))
    mark_as(trust, "qe", ("TRU-B-09", "met", "Two fights in the yard"))
    marks = {
        one.code: one.mark
        for group in board(trust).themes
        for one in group.present
        if one.text.startswith("Behaviour unsafe")
    }
    assert marks == {"TRU-B-09": "met", "TRU-B-17": ""}


def test_of_two_who_mark_the_same_theme_the_second_is_told(trust: Council) -> None:
    mark_as(trust, "lg", ("TRU-B-42", "met"))
    with pytest.raises(Stale):
        mark_as(trust, "lg", ("TRU-B-43", "met"), expected_version=0)
    mark_as(trust, "qe", ("TRU-B-51", "met"), expected_version=0)


def test_a_day_to_come_is_refused(trust: Council) -> None:
    with pytest.raises(RuleBroken, match="still to come"):
        mark_as(trust, "lg", ("TRU-B-42", "met"), seen_on=date(2025, 11, 11))


def test_the_form_marks_what_was_chosen_and_conflicts_in_words(trust: Council) -> None:
    record = trust.record()
    address = reverse("engagement:phase_mark", args=[record.pk, "lg"])
    assert "EAC in place our TOR" in read(trust.sam, address)
    sent = {
        "seen_on": "10/11/2025",
        "version": "0",
        "mark_TRU-B-19": "met",
        "note_TRU-B-19": "Terms of reference agreed",
    }
    client = signed_in(trust.sam)
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent | {"mark_TRU-B-19": "not"}).status_code == 409
    sent["version"] = "1"
    sent["note_TRU-B-20"] = "A note without a mark"
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Choose a mark, or clear what is written under it" in words(answer)


def test_no_such_theme_is_not_found(trust: Council) -> None:
    address = reverse("engagement:phase_mark", args=[trust.record().pk, "nothing"])
    get(trust.sam, address, status=404)


def test_actions_are_ticked_with_their_day_and_a_note(trust: Council) -> None:
    address = reverse("engagement:phase_actions", args=[trust.record().pk])
    sent = {
        "seen_on": "3/11/2025",
        "version": "0",
        "mark_TRU-A-22": "on",
        "note_TRU-A-22": "From half-term",
    }
    assert signed_in(trust.helen).post(address, sent).status_code == 302
    done = [one for one in board(trust).actions if one.mark]
    assert [(one.code, one.last.note if one.last else "") for one in done] == [
        ("TRU-A-22", "From half-term")
    ]
    assert "1 of 20 are done" in read(trust.helen, page(trust))


@pytest.mark.item("PDF-11")
def test_what_is_missing_for_the_next_phase_is_a_list_to_print(trust: Council) -> None:
    mark_as(trust, "lg", ("TRU-B-42", "met"))
    address = reverse("phase_missing", args=[trust.record().pk])
    shown = read(trust.helen, address)
    assert "What is still missing for Phase 3 Improve" in shown
    assert "Leadership staff all levels in place" not in shown
    assert "Trust values embedded" in shown
    assert "Accurate, detailed RoN" in shown


def test_the_last_phase_has_nothing_missing(trust: Council) -> None:
    at_phase(trust, "tru_sustain", date(2025, 9, 1))
    assert "This is the last phase." in read(trust.sam, page(trust))
    get(trust.sam, reverse("phase_missing", args=[trust.record().pk]), status=404)


@pytest.mark.item("ACC-067", "TRU-P-01", "DER-12")
def test_acc_067_a_phase_past_its_longest_time_wants_a_proposal_or_a_reason(
    trust: Council,
) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 8, 11))
    shown = read(trust.sam, page(trust))
    assert "So far 13 weeks" in shown
    assert "Longer than planned" in shown
    assert "Propose the next phase, or say why the school stays" in shown
    address = reverse("engagement:phase_goes_on", args=[trust.record().pk])
    assert signed_in(trust.sam).post(address, {"reason": " "}).status_code == 422
    sent = {"reason": "The new headteacher starts in January."}
    assert signed_in(trust.sam).post(address, sent).status_code == 302
    shown = read(trust.helen, page(trust))
    assert "It goes on: The new headteacher starts in January." in shown


def test_before_the_longest_time_no_reason_is_taken(trust: Council) -> None:
    with pytest.raises(RuleBroken, match="not over yet"):
        go_on(
            record=trust.record(),
            assignment=board(trust).held,
            reason="To be sure",
            by=trust.sam,
        )
    assert not LongerStay.objects.exists()


def proposal_of(council: Council, level: str, **more: object) -> LevelAssignment:
    facts: dict[str, object] = {
        "level": council.level(level),
        "effective_from": TODAY,
        "picks": (Pick(council.criterion("TRU-B-15"), evidence="No register"),),
        "rationale": "Safeguarding has become ineffective.",
    }
    proposal = Proposal(**{**facts, **more})  # type: ignore[arg-type]
    return draft_level(
        record=council.record(), proposal=proposal, side=Side.LA, by=council.sam
    )


@pytest.mark.item("TRU-P-01")
def test_leaving_before_the_shortest_time_needs_a_reason(trust: Council) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 10, 20))
    early = proposal_of(trust, "tru_repair")
    with pytest.raises(RuleBroken, match="lasts until 1 December 2025 at least"):
        propose(assignment=early, by=trust.sam)
    early.reason = "The federation took the school on."
    early.save()
    assert propose(assignment=early, by=trust.sam).state == "proposed"


def test_what_is_marked_as_met_comes_along_into_the_proposal(trust: Council) -> None:
    mark_as(trust, "lg", ("TRU-B-42", "met", "All posts are filled"))
    mark_as(trust, "lg", ("TRU-B-43", "partly", "Not in Year 4"))
    address = reverse("level_propose", args=[trust.hawthorn.pk])
    shown = read(trust.sam, f"{address}?marked=1")
    assert "LEADERSHIP AND GOVERNANCE (LG) 1 picked" in shown
    assert "Leadership staff all levels in place: All posts are filled" in shown
    assert "headline conditions" not in shown
    assert "1 picked" not in read(trust.sam, address)


def test_a_framework_without_phases_has_no_such_page(council: Council) -> None:
    get(council.sam, reverse("phase", args=[council.record().pk]), status=404)


@pytest.mark.item("ACC-112", "TRU-P-02", "DEC-18")
def test_acc_112_a_school_slips_back_and_its_time_begins_anew(
    trust: Council, clock: time_machine.Traveller
) -> None:
    at_phase(trust, "tru_improve", date(2024, 9, 2))
    mark_as(trust, "in", ("TRU-B-57", "met", "Seen in three classes"))
    back = proposal_of(trust, "tru_stabilise", reason="Safeguarding is ineffective.")
    propose(assignment=back, by=trust.sam)
    give_view(assignment=back, view=View.AGREES, by=trust.helen)
    approve(assignment=back, note="", by=trust.rita)
    clock.move_to(date(2025, 11, 24))
    now = board(trust)
    assert (now.level.code, now.stay.weeks) == ("tru_stabilise", 2)
    assert now.stay.latest == date(2026, 2, 2)
    held = LevelAssignment.objects.filter(school=trust.hawthorn)
    assert [one.level.code for one in held.order_by("effective_from")] == [
        "tru_improve",
        "tru_stabilise",
    ]
    assert mark_as(trust, "in", ("TRU-B-57", "met", "Seen in three classes")) == 0


@pytest.mark.item("TRU-R-09", "DEC-18")
def test_the_trust_executive_may_decide_a_phase_as_the_director_does(
    trust: Council,
) -> None:
    at_phase(trust, "tru_improve", date(2024, 9, 2))
    back = proposal_of(trust, "tru_stabilise", reason="Safeguarding is ineffective.")
    propose(assignment=back, by=trust.sam)
    give_view(assignment=back, view=View.AGREES, by=trust.helen)
    decide = reverse("level_decide", args=[back.pk])
    get(trust.sam, decide, status=403)
    back.refresh_from_db()
    sent = {
        "decision": "approve",
        "effective_from": "10/11/2025",
        "note": "Agreed.",
        "version": back.version,
    }
    assert signed_in(trust.hana).post(decide, sent).status_code == 302
    back.refresh_from_db()
    assert (back.state, back.decided_by) == ("approved", trust.hana)
    assert board(trust).level.code == "tru_stabilise"
    assert role_name(trust.framework, Role.HEAD) == "Trust executive"
    assert "The trust Proposes Phase 1 Stabilise" in read(
        trust.rita, f"/levels/{back.pk}/"
    )
