"""Actions between reviews: what was said of them, and steps that became actions."""

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import Side
from plans.models import Plan, PlanAction
from plans.services.actions import promote_step, update_action
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.engagement.section_forms import sent, text
from tests.plans.forms import url
from tests.plans.planning import agreed, agreed_by, an_action, complete, with_priority
from tests.universe import Council
from visits.models import NextStep


def action_of(plan: Plan) -> PlanAction:
    rows = PlanAction.objects.select_related("priority__plan", "person__user")
    return rows.get(priority__plan=plan)


def promoted(council: Council) -> tuple[NextStep, PlanAction]:
    """A step of a shared note that became an action of the plan under way."""
    plan = agreed(council)
    step = council.shared_visit(steps=(council.step(),)).next_steps.get()
    action = promote_step(step=step, priority=plan.priorities.get(), by=council.sam)
    return step, PlanAction.objects.select_related("priority__plan").get(pk=action.pk)


def test_the_head_says_how_far_an_action_is_with_a_note(
    client: Client, council: Council
) -> None:
    action = action_of(agreed(council))
    client.force_login(council.helen)
    answer = client.post(
        url("action_update", action.pk),
        sent(state="done", note="Moderated on 3 November.", version=action.version),
    )
    assert answer.headers["Location"] == action.get_absolute_url()
    page = text(client.get(action.get_absolute_url()))
    assert "Moderated on 3 November." in page
    assert "Helen Marsh" in page
    done = action_of(action.priority.plan)
    assert (done.state, done.state_by) == ("done", council.helen)


def test_an_action_is_dropped_with_a_reason_alone(council: Council) -> None:
    action = action_of(agreed(council))
    with pytest.raises(RuleBroken, match="Say why the action is dropped"):
        update_action(
            action=action,
            state="dropped",
            note=" ",
            expected_version=action.version,
            by=council.sam,
        )


def test_actions_are_followed_once_the_plan_is_under_way(council: Council) -> None:
    action = action_of(complete(council))
    with pytest.raises(RuleBroken, match="while the plan is under way"):
        update_action(
            action=action, state="done", note="", expected_version=1, by=council.sam
        )


def test_of_two_who_update_an_action_the_second_sees_the_first(
    client: Client, council: Council
) -> None:
    action = action_of(agreed(council))
    client.force_login(council.helen)
    address = url("action_update", action.pk)
    first = sent(state="done", note="It is done.", version=action.version)
    client.post(address, first)
    client.force_login(council.sam)
    second = sent(state="open", note="Half of it.", version=action.version)
    answer = client.post(address, second)
    assert answer.status_code == 409
    assert "It is done." in text(answer)
    assert "Half of it." in text(answer)


def test_an_officer_of_another_team_updates_their_own_actions(
    client: Client, council: Council
) -> None:
    plan = complete(council)
    theo = council.persons["theo"]
    with_priority(
        plan,
        an_action("Train the designated teacher", who="Theo Grant", person=theo),
        by=council.sam,
        title="Children in care",
    )
    plan.refresh_from_db()
    agreed_by(plan, Side.LA, council.sam)
    agreed_by(plan, Side.SCHOOL, council.helen)
    client.force_login(council.theo)
    mine = text(client.get(reverse("plans:my_actions")))
    assert "Train the designated teacher" in mine
    assert "1 open action" in mine
    own = theo.plan_actions.get()
    page = text(client.get(url("action_update", own.pk)))
    assert "Dropped" not in page
    client.post(
        url("action_update", own.pk),
        sent(state="done", note="Two sessions held.", version=own.version),
    )
    own.refresh_from_db()
    assert own.state == "done"
    other = PlanAction.objects.exclude(pk=own.pk).get()
    assert client.get(url("action_update", other.pk)).status_code == 403


def test_a_next_step_becomes_an_action_and_both_pages_know_it(
    client: Client, council: Council
) -> None:
    plan = agreed(council)
    step = council.shared_visit(steps=(council.step(),)).next_steps.get()
    client.force_login(council.sam)
    assert url("step_promote", step.pk) in text(client.get(step.get_absolute_url()))
    priority = plan.priorities.get()
    answer = client.post(url("step_promote", step.pk), sent(priority=str(priority.pk)))
    action = PlanAction.objects.get(step=step)
    assert answer.headers["Location"] == action.get_absolute_url()
    assert (action.text, action.owner, action.due_on) == (
        step.text,
        step.who,
        step.due_on,
    )
    assert "It grew out of" in text(client.get(action.get_absolute_url()))
    page = text(client.get(step.get_absolute_url()))
    assert "This step is an action of the plan" in page
    assert action.get_absolute_url() in page
    assert "Mark as done" not in page


def test_a_promoted_step_is_closed_with_its_action(council: Council) -> None:
    step, action = promoted(council)
    update_action(
        action=action,
        state="done",
        note="All shared.",
        expected_version=action.version,
        by=council.helen,
    )
    step.refresh_from_db()
    assert (step.state, step.closing_note) == ("done", "All shared.")
    action.refresh_from_db()
    update_action(
        action=action,
        state="open",
        note="One is missing.",
        expected_version=action.version,
        by=council.helen,
    )
    step.refresh_from_db()
    assert step.state == "open"


@pytest.mark.parametrize("move", ["done", "drop", "give", "date"])
def test_nothing_is_done_with_a_promoted_step_at_its_own_address(
    client: Client, council: Council, move: str
) -> None:
    step, _ = promoted(council)
    client.force_login(council.sam)
    address = reverse(f"visits:step_{move}", args=[step.pk])
    typed = sent(note="Done.", reason="No longer.", version=str(step.version))
    assert client.post(address, typed).headers["Location"] == step.get_absolute_url()
    step.refresh_from_db()
    assert (step.state, step.version) == ("open", 1)


def test_a_step_is_promoted_once(council: Council) -> None:
    step, action = promoted(council)
    with pytest.raises(RuleBroken, match="is an action of a plan already"):
        promote_step(step=step, priority=action.priority, by=council.sam)


def test_a_closed_step_is_not_promoted(council: Council) -> None:
    step, action = promoted(council)
    update_action(
        action=action, state="done", note="", expected_version=1, by=council.helen
    )
    PlanAction.objects.filter(pk=action.pk).update(step=None)
    with pytest.raises(RuleBroken, match="Only an open step becomes an action"):
        promote_step(step=step, priority=action.priority, by=council.sam)


def test_whoever_had_an_older_page_of_an_action_is_told(council: Council) -> None:
    action = action_of(agreed(council))
    update_action(
        action=action, state="done", note="", expected_version=1, by=council.helen
    )
    with pytest.raises(Stale):
        update_action(
            action=action, state="open", note="", expected_version=1, by=council.sam
        )
