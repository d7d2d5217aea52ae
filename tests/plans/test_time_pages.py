"""The pages of a plan's time and end, as their readers meet them."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from engagement.models import LevelAssignment, View
from engagement.services.decisions import approve
from engagement.services.proposals import give_view
from plans.models import EndEvaluation, PlanExtension
from plans.services.extensions import ask_extension
from tests.engagement.proposing import viewed
from tests.plans.asking import address, page, send, typed_evaluation
from tests.plans.running import (
    FIVE,
    SPRING_END,
    SUMMER_END,
    again,
    evaluated,
    in_transition,
    reviewed,
    running,
)
from tests.universe import Council

NEXT_AUTUMN_END = date(2026, 12, 18)


@pytest.mark.item("SUF-A-07", "SUF-T-08")
def test_the_plan_page_tells_its_limit_and_draws_its_time(
    client: Client, council: Council
) -> None:
    plan = running(council)
    reviewed(council, plan)
    shown = page(client, council.helen, "plan", plan)
    assert "The timescale ends on 27 March 2026, 137 days left." in shown
    assert "2 terms, until 27 March 2026" in shown
    assert 'class="app-plan-line"' in shown
    assert "Limit, 27 Mar 2026" in shown
    assert address("timeline", plan) in shown


def test_the_line_of_time_is_told_in_words_on_a_page_of_its_own(
    client: Client, council: Council
) -> None:
    plan = running(council)
    reviewed(council, plan)
    told = page(client, council.helen, "timeline", plan)
    assert 'class="app-plan-line"' in told
    assert "Review, on track: Yes" in told


@pytest.mark.item("DER-11")
def test_a_plan_near_or_over_its_end_says_so_plainly(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    plan = running(council)
    clock.move_to(date(2026, 3, 16))
    near = page(client, council.sam, "plan", plan)
    assert "Near its end: 11 days left, on 27 March 2026." in near
    clock.move_to(date(2026, 4, 20))
    over = page(client, council.sam, "plan", plan)
    assert "Past its end: the timescale ended on 27 March 2026, 24 days ago" in over


def test_acc_052_the_refusal_offers_the_board_or_an_exception(
    client: Client, council: Council
) -> None:
    plan = running(council, "suf_statutory")
    typed = {"new_end": "18/12/2026", "reason": "The new head began"}
    answer = send(client, council.sam, "plan_extend", plan, **typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "What you can do instead" in shown
    assert "the Regional Lead for Education or the Head of School Improvement" in shown
    assert "The new head began" in shown
    lead = send(client, council.rita, "plan_extend", plan, **typed).content.decode()
    assert address("plan_board", plan) in lead
    send(client, council.sam, "plan_extend", plan, **typed, exception="on")
    asked = PlanExtension.objects.get()
    assert (asked.basis, asked.new_end) == ("exception", NEXT_AUTUMN_END)


@pytest.mark.item("DEC-07")
def test_within_the_limit_the_lead_decides_and_past_it_the_head(
    client: Client, council: Council
) -> None:
    plan = running(council, ends_on=date(2026, 1, 30))
    within = ask_extension(
        plan=plan, new_end=SPRING_END, reason="More time", by=council.sam
    )
    client.force_login(council.sam)
    assert client.get(address("extension_decide", plan, within.pk)).status_code == 403
    assert "More time" in page(
        client, council.rita, "extension_decide", plan, within.pk
    )
    typed = {"decision": "approve", "note": ""}
    send(client, council.rita, "extension_decide", plan, within.pk, **typed)
    assert again(plan).ends_on == SPRING_END
    past = ask_extension(
        plan=again(plan),
        new_end=SUMMER_END,
        reason="A flood",
        by=council.sam,
        exception=True,
    )
    client.force_login(council.rita)
    assert client.get(address("extension_decide", plan, past.pk)).status_code == 403
    answer = send(client, council.hana, "extension_decide", plan, past.pk, **typed)
    assert answer.status_code == 302
    assert again(plan).ends_on == SUMMER_END


@pytest.mark.item("SUF-E-23")
def test_the_lead_records_the_board_and_a_second_writer_is_told(
    client: Client, council: Council
) -> None:
    plan = running(council, "suf_statutory")
    seen = plan.version
    send(client, council.rita, "plan_board", plan, since="10/11/2025", until="")
    assert again(plan).ieb_from == date(2025, 11, 10)
    answer = send(
        client, council.hana, "plan_board", plan, since="3/11/2025", version=seen
    )
    assert answer.status_code == 409
    assert "3/11/2025" in answer.content.decode()


@pytest.mark.item("SUF-A-22")
def test_acc_058_the_evaluation_opens_with_the_last_reviews_people(
    client: Client, council: Council
) -> None:
    plan = running(council)
    reviewed(council, plan)
    shown = page(client, council.sam, "evaluation_write", plan)
    for name, _ in FIVE:
        assert f"Was {name} present?" in shown
    typed = typed_evaluation(there_4="no")
    answer = send(client, council.sam, "evaluation_write", plan, **typed)
    assert "Say in a word or two why Theo Grant was not there" in (
        answer.content.decode()
    )
    typed = typed_evaluation(there_4="no", why_4="On leave", others="Ann Hill, Adviser")
    send(client, council.sam, "evaluation_write", plan, **typed)
    found = EndEvaluation.objects.get()
    absent = {one.name: one.absent_because for one in found.present.all()}
    assert absent["Theo Grant"] == "On leave"
    assert absent["Ann Hill"] == ""
    said = page(client, council.helen, "evaluation", plan)
    assert "Theo Grant, Virtual School Support: not there, On leave" in said


def test_an_evaluation_sent_twice_is_recorded_once(
    client: Client, council: Council
) -> None:
    plan = running(council)
    once = "0b8e0d8e-6f2b-4d2e-9d8c-0a4a6f7f2b11"
    typed = typed_evaluation(others="Helen Marsh", submit_token=once)
    first = send(client, council.sam, "evaluation_write", plan, **typed)
    assert first.status_code == 302
    typed["summary"] = "Writing has come back, and reading too."
    second = send(client, council.sam, "evaluation_write", plan, **typed)
    assert second.status_code == 302
    found = EndEvaluation.objects.get()
    assert found.summary == "Writing has come back, and reading too."


def test_of_two_evaluations_at_once_the_second_sees_both_texts(
    client: Client, council: Council
) -> None:
    plan = running(council)
    for user, summary in ((council.sam, "From Sam"), (council.rita, "From Rita")):
        typed = typed_evaluation(others="Helen Marsh", summary=summary)
        answer = send(client, user, "evaluation_write", plan, **typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "From Sam" in shown
    assert "From Rita" in shown


def test_the_headteacher_comments_beside_the_evaluation(
    client: Client, council: Council
) -> None:
    found = evaluated(council)
    plan = again(found.plan)
    send(
        client,
        council.helen,
        "evaluation_comment",
        plan,
        text="The teachers did this.",
        version=found.version,
    )
    assert "The teachers did this." in page(client, council.rita, "plan", plan)


@pytest.mark.item("SM-2", "INV-13")
def test_the_lead_starts_the_transition_with_the_day_filled_in(
    client: Client, council: Council
) -> None:
    plan = again(evaluated(council).plan)
    assert 'value="22/7/2026"' in page(client, council.rita, "plan_transition", plan)
    days = {"ends_on": "27/3/2026", "until": "22/7/2026"}
    stale = send(
        client, council.rita, "plan_transition", plan, **days, version=plan.version - 1
    )
    assert "Somebody has changed this plan" in stale.content.decode()
    send(client, council.rita, "plan_transition", plan, **days)
    assert again(plan).state == "transition"
    shown = page(client, council.helen, "plan", plan)
    assert "the plan is in its transition until 22 July 2026" in shown


def test_what_is_missing_before_a_step_is_named_on_the_plans_page(
    client: Client, council: Council
) -> None:
    plan = running(council)
    for name, words in (
        ("plan_transition", "Record the evaluation at the end of the timescale first"),
        ("plan_escalate", "No level above “Entitlement up to 12 hours” is approved"),
        ("plan_step_down", "The step-down follows the plan’s transition."),
        ("plan_step_forward", "No step-down is approved for a later day."),
        ("plan_close", "Somebody has already taken this plan further."),
        ("plan_board", "At this level a board does not lengthen the plan."),
    ):
        assert words in page(client, council.rita, name, plan)


def test_acc_057_the_step_down_goes_its_way_from_the_plan(
    client: Client, council: Council
) -> None:
    plan = in_transition(council)
    shown = page(client, council.sam, "plan_step_down", plan)
    assert "It takes effect on 23 July 2026, the day after the transition." in shown
    typed = {"level": "suf_8", "reason": "The objectives are met."}
    send(client, council.sam, "plan_step_down", plan, **typed)
    assignment = LevelAssignment.objects.get(level__code="suf_8", state="proposed")
    give_view(assignment=assignment, view=View.AGREES, by=council.helen)
    approve(assignment=assignment, by=council.rita)
    assert "approved, from 23 July 2026" in page(client, council.helen, "plan", plan)
    typed = {"day": "13/4/2026", "reason": "The school asks."}
    version = LevelAssignment.objects.get(pk=assignment.pk).version
    send(client, council.rita, "plan_step_forward", plan, **typed, version=version)
    assignment.refresh_from_db()
    assert assignment.effective_from == date(2026, 4, 13)


@pytest.mark.item("SM-2")
def test_a_plan_is_closed_by_the_lead(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    plan = in_transition(council)
    early = page(client, council.rita, "plan_close", plan)
    assert "closing the plan now asks for a reason" in early
    answer = send(client, council.rita, "plan_close", plan, reason="")
    assert "Enter the reason" in answer.content.decode()
    clock.move_to(date(2026, 7, 22))
    assert "The transition is over." in page(client, council.rita, "plan_close", plan)
    send(client, council.rita, "plan_close", plan)
    shown = page(client, council.helen, "plan", plan)
    assert "Ended after its transition period on 22 July 2026." in shown


def test_a_plan_is_ended_by_a_higher_level_or_cancelled(
    client: Client, council: Council
) -> None:
    plan = running(council)
    approve(assignment=viewed(council, "suf_24"), by=council.rita)
    shown = page(client, council.rita, "plan_escalate", plan)
    assert "Entitlement up to 24 hours is approved from 20 November 2025." in shown
    send(client, council.rita, "plan_escalate", plan, reason="Not on track")
    assert again(plan).ending == "escalated"
    late = send(client, council.rita, "plan_cancel", plan, reason="Too late")
    assert "Somebody has already taken this plan further." in late.content.decode()
    assert "Too late" in late.content.decode()
