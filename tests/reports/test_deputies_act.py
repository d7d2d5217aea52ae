"""What a deputy proposes and agrees for the headteacher, and when no longer."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import LevelAssignment, LevelState, Side
from engagement.queries.proposals import steps_open_to
from engagement.services.proposals import draft_level
from plans.models import Plan
from reports.queries.due_for import all_due_for
from reports.queries.my_schools import visible_schools
from reports.services.summaries import refresh_due
from schools.services.delegations import withdraw
from schools.services.people import end_post
from sitrack.core.models import Draft
from sitrack.core.roles import Delegable
from tests.core.pages import posted_from
from tests.engagement.level_forms import propose_url, text, typed
from tests.engagement.proposing import a_proposal
from tests.plans.planning import agreed_by, complete, now
from tests.schools.delegating import devs_post, given, helens_post
from tests.universe import TODAY, Council

LEVELS, PLANS = Delegable.LEVELS, Delegable.PLANS
FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
RATIONALE = "Attendance has fallen since the summer."


def agree_url(plan: Plan) -> str:
    return reverse("plans:plan_agree", args=[plan.pk])


def waits_for(council: Council, person: str) -> list[str]:
    user = council.user(person)
    refresh_due(visible_schools(user))
    return [row.words for row in all_due_for(user, TODAY)]


def test_without_it_a_deputy_neither_proposes_nor_agrees(
    client: Client, council: Council
) -> None:
    plan = complete(council)
    client.force_login(council.dev)
    assert client.get(propose_url(council)).status_code == 403
    assert client.post(propose_url(council), typed()).status_code == 403
    assert client.get(agree_url(plan)).status_code == 403
    assert client.post(agree_url(plan), {"seen": "x"}).status_code == 403
    front = text(client.get(council.hawthorn.get_absolute_url()))
    assert "Propose a level" not in front
    assert not LevelAssignment.objects.filter(raised_by=council.dev).exists()


@pytest.mark.item("SUF-P-02")
def test_with_it_a_deputy_proposes_a_level(client: Client, council: Council) -> None:
    given(council, LEVELS)
    client.force_login(council.dev)
    sent = {**posted_from(client.get(propose_url(council)))[0], **typed()}
    assert client.post(propose_url(council), sent).status_code == 302
    row = LevelAssignment.objects.get(state=LevelState.PROPOSED)
    assert (row.raised_by, row.raised_side) == (council.dev, Side.SCHOOL)


def test_with_it_a_deputy_agrees_a_plan(client: Client, council: Council) -> None:
    plan = complete(council)
    agreed_by(plan, Side.LA, council.sam)
    agree = "Agree the plan of additional engagement"
    assert agree in waits_for(council, "helen")
    assert agree not in waits_for(council, "dev")
    given(council, PLANS)
    assert agree in waits_for(council, "dev")
    client.force_login(council.user("dev"))
    form, _ = posted_from(client.get(agree_url(plan)))
    client.post(agree_url(plan), form)
    assert now(plan).school_agreed_by == council.dev


def test_the_one_does_not_bring_the_other(client: Client, council: Council) -> None:
    plan = complete(council)
    given(council, PLANS)
    client.force_login(council.dev)
    assert client.get(propose_url(council)).status_code == 403
    assert client.get(agree_url(plan)).status_code == 200


def proposing_when(council: Council, client: Client) -> dict[str, Any]:
    """The form that Dev has open, filled in."""
    client.force_login(council.dev)
    form, _ = posted_from(client.get(propose_url(council)))
    return {**form, **typed(rationale=RATIONALE), "submit_token": form["submit_token"]}


@pytest.mark.parametrize("how", ["withdrawn", "head", "deputy"])
def test_what_is_posted_after_its_end_is_refused_and_not_lost(
    client: Client, council: Council, how: str
) -> None:
    (made,) = given(council, LEVELS)
    sent = proposing_when(council, client)
    yesterday = TODAY.replace(day=9)
    if how == "withdrawn":
        withdraw(delegation=made, by=council.helen)
    elif how == "head":
        end_post(post=helens_post(council), on=yesterday, by=council.ada)
    else:
        end_post(post=devs_post(council), on=yesterday, by=council.ada)
    answer = client.post(propose_url(council), sent, headers=FROM_OUR_PAGE)
    if how == "deputy":
        assert answer.status_code == 404, "they may no longer read of the school at all"
        return
    assert answer.status_code == 403
    assert RATIONALE in answer.content.decode()
    assert "Nothing was saved" in answer.content.decode()
    assert not LevelAssignment.objects.filter(raised_by=council.dev).exists()
    kept = Draft.objects.get(user=council.dev)
    assert kept.fields["rationale"] == [RATIONALE]


def test_once_it_is_given_again_the_words_are_offered_back(
    client: Client, council: Council
) -> None:
    (made,) = given(council, LEVELS)
    sent = proposing_when(council, client)
    withdraw(delegation=made, by=council.helen)
    client.post(propose_url(council), sent, headers=FROM_OUR_PAGE)
    given(council, LEVELS)
    kept = Draft.objects.get(user=council.dev)
    assert RATIONALE in text(client.get(f"{propose_url(council)}?draft={kept.pk}"))


def test_who_never_had_the_page_is_answered_as_before(
    client: Client, council: Council
) -> None:
    for name in ("gus", "cora", "dev"):
        client.force_login(getattr(council, name))
        sent = typed(rationale=RATIONALE)
        answer = client.post(propose_url(council), sent, headers=FROM_OUR_PAGE)
        assert answer.status_code == 403
        assert RATIONALE not in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_form_that_was_open_agrees_nothing_after_its_end(
    client: Client, council: Council
) -> None:
    plan = complete(council)
    (made,) = given(council, PLANS)
    client.force_login(council.dev)
    form, _ = posted_from(client.get(agree_url(plan)))
    withdraw(delegation=made, by=council.helen)
    assert client.post(agree_url(plan), form).status_code == 403
    assert now(plan).school_agreed_at is None


def test_what_a_deputy_began_the_headteacher_goes_on_with(council: Council) -> None:
    (made,) = given(council, LEVELS)
    draft = draft_level(
        record=council.record(),
        proposal=a_proposal(council),
        side=Side.SCHOOL,
        by=council.dev,
    )

    def steps(name: str) -> set[str]:
        row = LevelAssignment.objects.select_related(
            "school", "record", "raised_by", "level"
        ).get(pk=draft.pk)
        return {step.verb for step in steps_open_to(council.user(name), row)}

    assert "propose" in steps("dev")
    assert steps("helen") == set()
    withdraw(delegation=made, by=council.helen)
    assert steps("dev") == set()
    assert "propose" in steps("helen")


def test_words_of_another_who_had_the_page_open_in_the_same_browser_are_not_shown(
    client: Client, council: Council
) -> None:
    given(council, LEVELS)
    sent = proposing_when(council, client)
    client.force_login(council.gus)
    answer = client.post(propose_url(council), sent, headers=FROM_OUR_PAGE)
    assert answer.status_code in {403, 404}
    assert RATIONALE not in answer.content.decode()
    assert not Draft.objects.filter(user=council.gus).exists()
