"""The pages of the other side's view, the decision and the withdrawal."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import LevelAssignment, Side, View
from engagement.queries.levels import level_in_force
from engagement.services.decisions import approve, return_proposal
from engagement.services.proposals import draft_level, give_view, propose
from engagement.services.records import open_record
from schools.models import TradedAgreement
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.engagement.level_forms import page, propose_url, text, typed
from tests.engagement.proposing import (
    EFFECTIVE,
    a_proposal,
    proposed,
    viewed,
)
from tests.universe import Council


@pytest.mark.item("ACC-033")
def test_acc_033_the_head_proposes_and_the_la_gives_its_view(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    blank = text(client.get(propose_url(council)))
    assert "Only the school’s leaders can see this until it is sent" in blank
    assert "Send to the Standards and Excellence Partner" in blank
    client.post(propose_url(council), typed())
    row = LevelAssignment.objects.get(state="proposed")
    assert row.raised_side == Side.SCHOOL
    client.force_login(council.sam)
    assert "Record the LA’s view" in text(client.get(row.get_absolute_url()))
    client.post(
        page("level_view", row.pk),
        {"view": "agrees", "text": "So do we", "version": row.version},
    )
    row.refresh_from_db()
    assert (row.state, row.view, row.viewed_by) == ("viewed", "agrees", council.sam)


@pytest.mark.item("ACC-034")
def test_acc_034_the_head_agrees_and_the_rle_approves(
    client: Client, council: Council
) -> None:
    row = proposed(council)
    client.force_login(council.helen)
    assert "Record the school’s view" in text(client.get(row.get_absolute_url()))
    sent = {"view": "agrees", "text": "", "version": row.version}
    client.post(page("level_view", row.pk), sent)
    client.force_login(council.rita)
    url = page("level_decide", row.pk)
    form = client.get(url)
    assert form.context["form"]["effective_from"].value() == EFFECTIVE
    sent = {"decision": "approve", "effective_from": "1/12/2025", "note": ""}
    row.refresh_from_db()
    client.post(url, {**sent, "version": row.version})
    row.refresh_from_db()
    assert (row.state, f"{row.effective_from}") == ("approved", "2025-12-01")
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_8")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"view": ""}, "Select your view"),
        ({"view": "prefers_other"}, "Say which one you prefer"),
        ({"view": "prefers_other", "view_level": "suf_12"}, "Select a level from"),
    ],
)
def test_a_view_that_is_not_whole_is_asked_for_again(
    client: Client, council: Council, sent: dict[str, str], message: str
) -> None:
    row = proposed(council)
    client.force_login(council.helen)
    told = {**sent, "text": "Our plan covers it", "version": row.version}
    answer = client.post(page("level_view", row.pk), told)
    assert answer.status_code == 422
    assert message in text(answer)
    assert "Our plan covers it" in text(answer)


@pytest.mark.item("SUF-F-10")
def test_the_rle_reads_both_views_side_by_side(
    client: Client, council: Council
) -> None:
    row = proposed(council)
    client.force_login(council.helen)
    sent = {"view": "prefers_other", "view_level": "suf_8", "text": "We manage"}
    own = {"picks_suf_8": ["SUF-C-01"], "evidence_SUF-C-01": "Good in 2023"}
    client.post(page("level_view", row.pk), {**sent, **own, "version": row.version})
    client.force_login(council.rita)
    shown = text(client.get(page("level_decide", row.pk)))
    for words in (
        "The two views differ",
        "Prefers another level: Entitlement up to 8 hours",
        "We manage",
        "Good in 2023",
        "Proposes Entitlement up to 12 hours",
        "The figures of July",
        "0 of up to 8 hours used",
    ):
        assert words in shown
    row.refresh_from_db()
    answer = client.post(
        page("level_decide", row.pk),
        {"decision": "approve", "effective_from": "20/11/2025"}
        | {"version": row.version},
    )
    assert answer.status_code == 422
    assert "The two sides differ. Write a note that both can read." in text(answer)


@pytest.mark.item("SUF-S-07")
def test_the_lead_of_the_region_decides_and_no_other_regions(
    client: Client, council: Council
) -> None:
    row = viewed(council)
    url = page("level_decide", row.pk)
    sent = {"decision": "approve", "effective_from": "20/11/2025"}
    client.force_login(council.rolf)
    assert client.post(url, {**sent, "version": row.version}).status_code == 404
    client.force_login(council.rita)
    client.post(url, {**sent, "version": row.version})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("approved", council.rita)


@pytest.mark.item("ACC-039", "SUF-S-08")
def test_acc_039_the_statutory_level_goes_to_the_head_of_service(
    client: Client, council: Council
) -> None:
    row = viewed(council, "suf_statutory")
    url = page("level_decide", row.pk)
    client.force_login(council.rita)
    told = text(client.get(url))
    assert "The Head of School Improvement decides this level" in told
    assert "Record the decision" not in told
    sent = {"decision": "approve", "effective_from": "20/11/2025"}
    assert client.post(url, {**sent, "version": row.version}).status_code == 403
    client.force_login(council.hana)
    client.post(url, {**sent, "version": row.version})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("approved", council.hana)


@pytest.mark.item("SUF-P-18", "INV-05")
def test_the_statutory_level_is_not_offered_to_a_school_not_maintained(
    client: Client, council: Council
) -> None:
    council.hawthorn.__class__.objects.update(maintained=False)
    client.force_login(council.sam)
    shown = text(client.get(propose_url(council)))
    assert "Entitlement to statutory intervention" not in shown
    sent = typed(level="suf_statutory")
    assert client.post(propose_url(council), sent).status_code == 422


@pytest.mark.item("ACC-040", "SUF-W-19", "INV-05")
def test_acc_040_an_academy_that_buys_the_model_is_not_offered_the_statutory_level(
    client: Client, council: Council
) -> None:
    academy = council.academy
    TradedAgreement.objects.create(school=academy, start=council.year.start)
    record = open_record(
        school=academy, year=council.year, framework=council.framework, by=council.sam
    )
    client.force_login(council.sam)
    url = page("level_propose", academy.pk)
    shown = text(client.get(url))
    assert "Entitlement up to 24 hours" in shown
    assert "statutory" not in shown.lower().split("which level do you propose?")[1]
    assert client.post(url, typed(level="suf_statutory")).status_code == 422
    statutory = a_proposal(council, "suf_statutory")
    with pytest.raises(RuleBroken, match="maintained schools only"):
        draft_level(record=record, proposal=statutory, side=Side.LA, by=council.sam)


@pytest.mark.item("SUF-W-11")
def test_whoever_raised_a_proposal_is_told_that_somebody_else_decides(
    client: Client, council: Council
) -> None:
    row = viewed(council, by=council.rita)
    client.force_login(council.rita)
    url = page("level_decide", row.pk)
    assert "nobody decides a proposal of their own" in text(client.get(url))
    sent = {"decision": "approve", "effective_from": "20/11/2025"}
    assert client.post(url, {**sent, "version": row.version}).status_code == 403


def test_the_second_to_decide_is_told_and_changes_nothing(
    client: Client, council: Council
) -> None:
    row = viewed(council)
    seen = row.version
    approve(assignment=row, by=council.rita)
    client.force_login(council.hana)
    sent = {"decision": "reject", "note": "No new evidence", "version": seen}
    answer = client.post(page("level_decide", row.pk), sent)
    assert answer.status_code == 422
    assert "Somebody has already taken this proposal further." in text(answer)
    assert "No new evidence" in text(answer)
    row.refresh_from_db()
    assert row.state == "approved"


def test_a_decision_clicked_twice_is_made_once_and_answered_alike(
    client: Client, council: Council
) -> None:
    row = viewed(council)
    client.force_login(council.hana)
    sent = {
        "decision": "approve",
        "effective_from": "20/11/2025",
        "version": row.version,
        "submit_token": str(uuid.uuid4()),
    }
    first, second = (client.post(page("level_decide", row.pk), sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Event.objects.filter(verb="level.approved").count() == 1


def test_nobody_decides_on_a_proposal_that_went_round_since_they_looked(
    client: Client, council: Council
) -> None:
    row = viewed(council)
    seen = row.version
    return_proposal(assignment=row, by=council.rita, note="Look again")
    propose(assignment=row, by=council.sam)
    give_view(assignment=row, view=View.NO_COMMENT, by=council.dev)
    client.force_login(council.hana)
    sent = {"decision": "approve", "effective_from": "20/11/2025", "version": seen}
    client.post(page("level_decide", row.pk), sent)
    row.refresh_from_db()
    assert row.state == "viewed"


@pytest.mark.parametrize("decision", ["return", "reject"])
def test_the_rle_turns_a_proposal_down_with_a_note(
    client: Client, council: Council, decision: str
) -> None:
    row = viewed(council)
    client.force_login(council.rita)
    url = page("level_decide", row.pk)
    sent = {"decision": decision, "version": row.version}
    assert client.post(url, sent).status_code == 422
    answer = client.post(url, {**sent, "note": "Bring the moderation of May"})
    assert answer.headers["Location"] == reverse("level_queue")
    row.refresh_from_db()
    assert row.decision_note == "Bring the moderation of May"


@pytest.mark.item("ACC-043")
def test_acc_043_the_raiser_withdraws_after_a_last_look(
    client: Client, council: Council
) -> None:
    row = proposed(council)
    url = page("level_withdraw", row.pk)
    client.force_login(council.helen)
    assert client.get(url).status_code == 403
    client.force_login(council.sam)
    look = text(client.get(url))
    assert "Hawthorn Primary School stays at Entitlement up to 8 hours." in look
    assert "The other side is told." in look
    client.post(url, {"submit_token": str(uuid.uuid4())})
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_8")
    client.force_login(council.helen)
    assert "withdrew the proposal" in text(client.get(row.get_absolute_url()))
