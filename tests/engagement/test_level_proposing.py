"""The page on which a level is proposed, by either side."""

from typing import Any

import pytest
from django.test import Client

from engagement.models import LevelAssignment, LevelState, Side
from tests.engagement.level_forms import page, propose_url, text, typed
from tests.engagement.proposing import (
    drafted,
)
from tests.universe import Council


@pytest.mark.item("SUF-P-02", "SUF-W-10")
def test_the_sep_proposes_with_criteria_and_evidence(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    blank = text(client.get(propose_url(council)))
    assert "stands at <strong>Entitlement up to 8 hours</strong>" in blank
    assert "Safeguarding concerns" in blank
    assert "The statement above does not apply to this school" in blank
    answer = client.post(propose_url(council), typed())
    row = LevelAssignment.objects.get(state=LevelState.PROPOSED)
    assert answer.headers["Location"] == row.get_absolute_url()
    assert (row.level, row.suggested) == (council.level("suf_24"),) * 2
    pick = row.picks.get()
    assert (pick.criterion.code, pick.evidence, pick.side) == (
        "SUF-C-09",
        "Three gaps in the central record",
        Side.LA,
    )


@pytest.mark.item("SUF-C-03")
def test_outcomes_that_do_not_apply_count_as_met(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    met: dict[str, Any] = {
        "picks_suf_8": ["SUF-C-01", "SUF-C-02", "na:SUF-C-03"],
        "picks_suf_24": [],
    }
    sent = typed(level="suf_8", **met, **{"evidence_SUF-C-09": ""})
    client.post(propose_url(council), sent)
    row = LevelAssignment.objects.get(state=LevelState.PROPOSED)
    assert row.suggested == council.level("suf_8")
    assert row.picks.get(criterion__code="SUF-C-03").not_applicable


def test_a_criterion_is_not_both_true_and_not_applicable(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    sent = typed(picks_suf_8=["SUF-C-03", "na:SUF-C-03"])
    answer = client.post(propose_url(council), sent)
    assert answer.status_code == 422
    assert "Choose one: “statutory pupil outcomes" in text(answer)


def test_evidence_without_its_tick_is_asked_about_and_kept(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    answer = client.post(propose_url(council), typed(picks_suf_24=[]))
    assert answer.status_code == 422
    assert "Tick “Safeguarding concerns”, or clear the evidence" in text(answer)
    assert "Three gaps in the central record" in text(answer)


def test_the_page_says_what_the_criteria_suggest_and_saves_nothing(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    sent = typed("suggest", level="suf_12", effective_from="31/2/2026")
    answer = client.post(propose_url(council), sent)
    assert answer.status_code == 200
    shown = text(answer)
    assert "suggest <strong>Entitlement up to 24 hours</strong>" in shown
    assert "You propose Entitlement up to 12 hours instead." in shown
    assert "31/2/2026" in shown
    assert "There is a problem" not in shown
    assert not LevelAssignment.objects.undecided().exists()


def test_scripts_fetch_the_suggestion_alone(client: Client, council: Council) -> None:
    client.force_login(council.sam)
    answer = client.post(
        propose_url(council), typed("suggest"), headers={"HX-Request": "true"}
    )
    assert "suggest <strong>Entitlement up to 24 hours</strong>" in text(answer)
    assert "<html" not in text(answer)


@pytest.mark.item("ACC-037")
def test_acc_037_a_mismatch_asks_for_a_rationale_keeps_all_and_never_blocks(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    answer = client.post(propose_url(council), typed(level="suf_12"))
    assert answer.status_code == 422
    shown = text(answer)
    assert "suggest another. Say why this one fits." in shown
    assert "<title>Error: " in shown
    for kept in ("Three gaps in the central record", "What the audit found"):
        assert kept in shown
    assert not LevelAssignment.objects.undecided().exists()
    sent = typed(level="suf_12", rationale="The gaps are closed")
    assert client.post(propose_url(council), sent).status_code == 302
    assert LevelAssignment.objects.get(state="proposed").rationale


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"level": ""}, "Select the level that you propose"),
        ({"level": "suf_99"}, "Select a level from the list"),
        ({"effective_from": "31 2 2026"}, "must be a real date"),
        ({"effective_from": "1/9/26"}, "must include a four-digit year"),
        ({"effective_from": "1/9/2026"}, "1 September 2025 to 31 August 2026"),
        ({"picks_suf_24": ["SUF-C-99"]}, "SUF-C-99 is not one of the available"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_kept(
    client: Client, council: Council, changed: dict[str, Any], message: str
) -> None:
    client.force_login(council.sam)
    sent = typed(reason="نص <b>x</b> 🎒", **changed)
    answer = client.post(propose_url(council), sent)
    assert answer.status_code == 422
    assert message in text(answer)
    assert "نص &lt;b&gt;x&lt;/b&gt; 🎒" in text(answer)
    assert not LevelAssignment.objects.undecided().exists()


def test_the_same_form_posted_twice_makes_one_proposal(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    sent = typed()
    first = client.post(propose_url(council), sent)
    second = client.post(propose_url(council), sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert LevelAssignment.objects.undecided().count() == 1


@pytest.mark.item("CONF-07")
def test_a_draft_is_seen_by_its_own_side_alone(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    client.post(propose_url(council), typed("draft"))
    row = LevelAssignment.objects.get(state="draft")
    seen = client.get(row.get_absolute_url())
    assert "Only the LA’s officers can see this" in text(seen)
    assert "The school sees nothing of this until you send it." in text(seen)
    client.force_login(council.helen)
    assert client.get(row.get_absolute_url()).status_code == 404
    client.force_login(council.rita)
    assert client.get(row.get_absolute_url()).status_code == 200
    client.force_login(council.sam)
    client.post(page("level_submit", row.pk))
    row.refresh_from_db()
    assert row.state == "proposed"


def test_a_draft_that_lacks_its_rationale_goes_back_to_its_form(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    client.post(propose_url(council), typed("draft", level="suf_12"))
    row = LevelAssignment.objects.get(state="draft")
    answer = client.post(page("level_submit", row.pk), follow=True)
    assert answer.redirect_chain[0][0] == page("level_edit", row.pk)
    assert "suggest another. Say why this one fits." in text(answer)


def test_of_two_who_change_a_draft_the_second_sees_both_texts(
    client: Client, council: Council
) -> None:
    row = drafted(council)
    client.force_login(council.sam)
    url = page("level_edit", row.pk)
    client.post(url, typed("draft", version="1", reason="Theirs"))
    answer = client.post(url, typed("draft", version="1", reason="Mine"))
    assert answer.status_code == 409
    assert "saved a change while you were writing" in text(answer)
    assert ">Theirs</p>" in text(answer)
    assert ">Mine</p>" in text(answer)
    version = answer.context["form"]["version"].value()
    assert client.post(url, typed("draft", version=version, reason="Mine"))
    row.refresh_from_db()
    assert row.reason == "Mine"
