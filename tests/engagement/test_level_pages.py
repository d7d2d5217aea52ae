"""The pages on which a level is proposed, viewed and decided."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from engagement.models import LevelAssignment, LevelState, Side, View
from engagement.queries.levels import level_in_force
from engagement.services.decisions import approve, return_proposal
from engagement.services.proposals import give_view, propose
from sitrack.core.models import Event
from tests.engagement.proposing import (
    EFFECTIVE,
    at_state,
    drafted,
    proposed,
    viewed,
)
from tests.universe import Council


def page(name: str, pk: int) -> str:
    return reverse(f"engagement:{name}", args=[pk])


def text(response: Any) -> str:
    """The page's words, spaces made alike."""
    return " ".join(response.content.decode().split())


def typed(step: str = "propose", **changed: Any) -> dict[str, Any]:
    """A proposal of 24 hours as a browser posts it."""
    return {
        "submit_token": str(uuid.uuid4()),
        "step": step,
        "picks_suf_24": ["SUF-C-09"],
        "evidence_SUF-C-09": "Three gaps in the central record",
        "level": "suf_24",
        "effective_from": "20/11/2025",
        "reason": "What the audit found",
        "rationale": "",
        **changed,
    }


def propose_url(council: Council) -> str:
    return page("level_propose", council.hawthorn.pk)


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


@pytest.mark.item("DP-02")
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


@pytest.mark.item("ACC-037", "DP-02")
def test_acc_037_a_mismatch_asks_for_a_rationale_keeps_all_and_never_blocks(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    answer = client.post(propose_url(council), typed(level="suf_12"))
    assert answer.status_code == 422
    shown = text(answer)
    assert "suggest another level. Say why this one fits." in shown
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
    assert "suggest another level. Say why this one fits." in text(answer)


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
        ({"view": "prefers_other"}, "Say which level you prefer"),
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


@pytest.mark.item("ACC-039")
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


def test_the_statutory_level_is_not_offered_to_a_school_not_maintained(
    client: Client, council: Council
) -> None:
    council.hawthorn.__class__.objects.update(maintained=False)
    client.force_login(council.sam)
    shown = text(client.get(propose_url(council)))
    assert "Entitlement to statutory intervention" not in shown
    sent = typed(level="suf_statutory")
    assert client.post(propose_url(council), sent).status_code == 422


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
    sent = {"decision": "reject", "note": "No", "version": seen}
    answer = client.post(page("level_decide", row.pk), sent, follow=True)
    assert answer.status_code == 200
    assert "Somebody has already taken this proposal further." in text(answer)
    row.refresh_from_db()
    assert row.state == "approved"


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
    assert answer.headers["Location"] == reverse("engagement:level_queue")
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
    client.post(url, {"version": row.version})
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert level_in_force(council.hawthorn, EFFECTIVE) == council.level("suf_8")
    client.force_login(council.helen)
    assert "withdrew the proposal" in text(client.get(row.get_absolute_url()))


BUTTONS = {
    "Decide</a>": "approve",
    "Record the school’s view": "view",
    "Send to the school": "propose",
    "Withdraw the proposal</a>": "withdraw",
}


@pytest.mark.parametrize("state", LevelState)
def test_nobody_sees_a_button_that_they_may_not_use(
    client: Client, council: Council, state: LevelState
) -> None:
    row = at_state(council, state)
    may = {
        "draft": {"sam": {"propose", "withdraw"}},
        "proposed": {"sam": {"withdraw"}, "helen": {"view"}},
        "viewed": {"sam": {"withdraw"}, "rita": {"approve"}},
        "returned": {"sam": {"propose", "withdraw"}},
    }.get(state, {})
    for name in ("sam", "rita", "dee", "helen", "gus"):
        client.force_login(council.user(name))
        answer = client.get(row.get_absolute_url())
        shown = text(answer)
        offered = {verb for words, verb in BUTTONS.items() if words in shown}
        assert offered == may.get(name, set()), name


@pytest.mark.item("ACC-081")
@pytest.mark.parametrize(
    "name",
    [
        *("level", "level_edit", "level_view", "level_decide", "level_withdraw"),
        "level_propose",
    ],
)
def test_another_schools_people_find_nothing(
    client: Client, council: Council, name: str
) -> None:
    row = proposed(council)
    client.force_login(council.odd)
    pk = council.hawthorn.pk if name == "level_propose" else row.pk
    assert client.get(page(name, pk)).status_code == 404
    assert Event.objects.filter(verb="access.refused").exists()


@pytest.mark.parametrize("name", ["gus", "dee", "theo", "hana"])
def test_only_those_who_may_propose_reach_the_form(
    client: Client, council: Council, name: str
) -> None:
    client.force_login(council.user(name))
    assert client.get(propose_url(council)).status_code == 403


def test_a_governor_reads_a_level_once_it_is_decided(
    client: Client, council: Council
) -> None:
    row = viewed(council)
    client.force_login(council.gus)
    assert client.get(row.get_absolute_url()).status_code == 404
    approve(assignment=row, by=council.rita)
    shown = text(client.get(row.get_absolute_url()))
    assert "Everyone who may read the school’s record can see this" in shown
    assert "approved Entitlement up to 12 hours" in shown
    assert "drafted a proposal" not in shown
    assert "hours used" not in shown


def test_the_queue_shows_what_waits_for_a_decision_first(
    client: Client, council: Council
) -> None:
    proposed(council, school="elm")
    prefers = council.level("suf_8")
    viewed(council, view=View.PREFERS_OTHER, level=prefers)
    client.force_login(council.rita)
    answer = client.get(reverse("engagement:level_queue"))
    shown = text(answer)
    assert shown.index("Hawthorn Primary School") < shown.index("Elm Junior School")
    for words in (
        "2 proposals",
        "8-hour circle to <strong>12-hour circle</strong>",
        "School: Prefers 8-hour circle",
        "LA: Proposes 12-hour circle",
        "Views differ",
        "Sam Rowe",
        "School: Not yet given",
    ):
        assert words in shown


@pytest.mark.parametrize("name", ["sam", "helen", "gus", "dee", "ada"])
def test_the_queue_is_for_those_who_decide(
    client: Client, council: Council, name: str
) -> None:
    client.force_login(council.user(name))
    assert client.get(reverse("engagement:level_queue")).status_code == 403


def test_the_queue_holds_the_readers_own_region(
    client: Client, council: Council
) -> None:
    viewed(council)
    client.force_login(council.rolf)
    shown = text(client.get(reverse("engagement:level_queue")))
    assert "No proposal is open at your schools." in shown


def test_the_queue_asks_as_many_questions_of_one_proposal_as_of_eight(
    client: Client,
    council: Council,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(council.rita)
    url = reverse("engagement:level_queue")
    viewed(council)
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    for school in ("elm", "infant", "nursery", "special", "secondary", "ash"):
        proposed(council, school=school)
    with django_assert_max_num_queries(len(one)):
        assert "7 proposals" in text(client.get(url))


@pytest.mark.parametrize("name", ["level", "level_decide"])
def test_the_page_of_a_proposal_asks_few_questions(
    client: Client,
    council: Council,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    row = viewed(council)
    client.force_login(council.rita)
    with django_assert_max_num_queries(15):
        client.get(page(name, row.pk))
