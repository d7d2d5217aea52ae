"""How a plan leaves its timescale, and every guard that says no (SM-2)."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from engagement.services.decisions import approve
from plans.models import Plan, PlanExtension
from plans.rules.plans import TRANSITIONS
from plans.services.ending import (
    cancel_plan,
    close_plan,
    escalate_plan,
    start_transition,
)
from plans.services.extensions import ask_extension
from plans.services.reminding import remind_of_transitions
from plans.services.reviews import plan_review
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from tests.engagement.proposing import viewed
from tests.plans.running import (
    SPRING_END,
    SUMMER_END,
    again,
    evaluated,
    in_transition,
    running,
)
from tests.universe import TODAY, Council

JANUARY = date(2026, 1, 30)
TAKEN = "Somebody has already taken this plan further."


def first_event(plan: Plan) -> str:
    event = Event.objects.about(plan).first()
    return event.sentence if event else ""


@pytest.mark.item("SM-2", "SUF-A-20")
def test_a_transition_starts_from_the_evaluation(council: Council) -> None:
    plan = running(council)
    with pytest.raises(RuleBroken) as refused:
        start_transition(plan=plan, until=SUMMER_END, by=council.rita)
    assert refused.value.message == (
        "Record the evaluation at the end of the timescale first: the transition"
        " starts from it."
    )


@pytest.mark.item("SM-2", "INV-13", "SUF-E-24")
def test_the_transition_starts_the_day_after_the_end_and_lasts_a_term(
    council: Council,
) -> None:
    plan = again(evaluated(council).plan)
    for until, words in (
        (SPRING_END, "starts on 28 March 2026"),
        (date(2026, 7, 23), "lasts up to 1 term: until 22 July 2026 at the latest"),
    ):
        with pytest.raises(RuleBroken, match=words):
            start_transition(plan=plan, until=until, by=council.rita)
    start_transition(plan=plan, until=SUMMER_END, by=council.rita)
    plan = again(plan)
    assert (plan.state, plan.ends_on) == ("transition", SPRING_END)
    assert plan.transition_ends_on == SUMMER_END
    assert first_event(plan) == "moved the plan into its transition, until 22 July 2026"


def test_a_plan_that_reached_its_aims_may_end_before_its_day(council: Council) -> None:
    plan = again(evaluated(council).plan)
    for ends_on, words in (
        (date(2026, 4, 1), "A later end is an extension"),
        (date(2025, 11, 9), "It was evaluated on 10 November 2025"),
    ):
        with pytest.raises(RuleBroken, match=words):
            start_transition(
                plan=plan, until=SUMMER_END, ends_on=ends_on, by=council.rita
            )
    start_transition(
        plan=plan, until=SPRING_END, ends_on=date(2025, 12, 19), by=council.rita
    )
    plan = again(plan)
    assert (plan.ends_on, plan.transition_ends_on) == (date(2025, 12, 19), SPRING_END)


def test_a_transition_that_is_over_already_is_refused(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = again(evaluated(council).plan)
    clock.move_to(date(2026, 9, 7))
    with pytest.raises(RuleBroken, match="would be over already"):
        start_transition(plan=plan, until=SUMMER_END, by=council.rita)


def test_a_request_for_more_time_is_decided_before_the_transition(
    council: Council,
) -> None:
    plan = again(evaluated(council, ends_on=JANUARY).plan)
    ask_extension(plan=plan, new_end=SPRING_END, reason="More time", by=council.sam)
    with pytest.raises(RuleBroken, match="Approve or decline that first"):
        start_transition(plan=plan, until=SPRING_END, by=council.rita)


@pytest.mark.item("SM-2")
def test_acc_057_the_plan_closes_at_the_end_of_its_transition(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = in_transition(council)
    clock.move_to(date(2026, 7, 23))
    close_plan(plan=plan, by=council.rita)
    plan = again(plan)
    assert (plan.state, plan.ending) == ("closed", "run_out")
    assert plan.ended_on == SUMMER_END
    assert first_event(plan) == "closed the plan"


@pytest.mark.item("SM-2")
def test_a_plan_closes_earlier_only_with_a_reason(council: Council) -> None:
    plan = in_transition(council)
    with pytest.raises(RuleBroken, match="lasts until 22 July 2026"):
        close_plan(plan=plan, by=council.rita)
    close_plan(plan=plan, reason="The new leaders carry it.", by=council.rita)
    plan = again(plan)
    assert (plan.ending, plan.ended_on) == ("early", TODAY)
    assert plan.ended_reason == "The new leaders carry it."


@pytest.mark.item("SM-2")
def test_a_plan_is_ended_by_a_higher_level_that_is_approved(council: Council) -> None:
    plan = running(council)
    with pytest.raises(RuleBroken, match="No level above “Entitlement up to 12 hours”"):
        escalate_plan(plan=plan, reason="Not on track", by=council.rita)
    approve(assignment=viewed(council, "suf_24"), by=council.rita)
    with pytest.raises(RuleBroken, match="Say why"):
        escalate_plan(plan=plan, reason=" ", by=council.rita)
    escalate_plan(plan=plan, reason="Not on track", by=council.rita)
    plan = again(plan)
    assert (plan.state, plan.ending) == ("closed", "escalated")
    assert first_event(plan) == (
        "ended the plan: the school goes to Entitlement up to 24 hours"
    )


@pytest.mark.item("SM-2")
@pytest.mark.parametrize("state", ["draft", "agreed", "active", "transition"])
def test_a_plan_is_cancelled_from_any_state_with_a_reason(
    council: Council, state: str
) -> None:
    until = SUMMER_END if state == "transition" else None
    plan = running(council, state=state, transition_ends_on=until)
    with pytest.raises(RuleBroken, match="Say why"):
        cancel_plan(plan=plan, reason="", by=council.rita)
    cancel_plan(plan=plan, reason="The school closes", by=council.rita)
    plan = again(plan)
    assert (plan.state, plan.ending, plan.ended_on) == ("cancelled", "cancelled", TODAY)
    assert first_event(plan) == "cancelled the plan"
    told = Notification.objects.filter(title__startswith="A plan was cancelled")
    assert {one.recipient for one in told} == {council.helen, council.dev, council.sam}


def test_what_is_asked_for_falls_with_the_plan(council: Council) -> None:
    plan = running(council, ends_on=JANUARY)
    extension = ask_extension(
        plan=plan, new_end=SPRING_END, reason="More time", by=council.sam
    )
    cancel_plan(plan=plan, reason="The school closes", by=council.rita)
    extension.refresh_from_db()
    assert (extension.state, extension.decision_note) == (*("declined", "Cancelled."),)


def test_reviews_that_are_planned_leave_the_diary_with_the_plan(
    council: Council,
) -> None:
    plan = running(council)
    review = plan_review(
        plan=plan,
        at=datetime(2025, 12, 1, 14, 0, tzinfo=UTC),
        lead=council.persons["sam"],
        by=council.sam,
    )
    cancel_plan(plan=again(plan), reason="The school closes", by=council.rita)
    review.refresh_from_db()
    assert review.visit
    review.visit.refresh_from_db()
    assert (review.state, review.visit.state) == ("cancelled", "cancelled")


@pytest.mark.item("SM-2")
def test_the_lead_is_reminded_once_that_a_transition_is_over(
    council: Council, clock: time_machine.Traveller
) -> None:
    in_transition(council)
    assert remind_of_transitions(10) == 0
    clock.move_to(date(2026, 7, 23))
    assert remind_of_transitions(10) == 1
    assert remind_of_transitions(10) == 0
    told = Notification.objects.get(title__startswith="A plan’s transition is over")
    assert told.recipient == council.rita


@pytest.mark.item("SM-2")
@pytest.mark.parametrize("verb", ["start_transition", "close", "escalate", "cancel"])
def test_of_two_at_once_the_second_is_told(council: Council, verb: str) -> None:
    plan = in_transition(council) if verb == "close" else evaluated(council).plan
    if verb == "escalate":
        approve(assignment=viewed(council, "suf_24"), by=council.rita)
    one, other = again(plan), again(plan)

    def act(target: Plan) -> None:
        match verb:
            case "start_transition":
                start_transition(plan=target, until=SUMMER_END, by=council.rita)
            case "close":
                close_plan(plan=target, reason="Done", by=council.rita)
            case "escalate":
                escalate_plan(plan=target, reason="Off track", by=council.rita)
            case _:
                cancel_plan(plan=target, reason="Closes", by=council.rita)

    act(one)
    before = Event.objects.about(plan).count()
    with pytest.raises(RuleBroken, match=TAKEN):
        act(other)
    assert Event.objects.about(plan).count() == before


def test_a_plan_that_ended_goes_nowhere(council: Council) -> None:
    plan = running(council)
    cancel_plan(plan=plan, reason="The school closes", by=council.rita)
    plan = again(plan)
    for verb in (start_transition, close_plan, escalate_plan, cancel_plan):
        more = {"until": SUMMER_END} if verb is start_transition else {"reason": "No"}
        with pytest.raises(RuleBroken, match=TAKEN):
            verb(plan=plan, by=council.rita, **more)
    with pytest.raises(RuleBroken, match=TAKEN):
        ask_extension(plan=plan, new_end=SUMMER_END, reason="No", by=council.sam)
    assert not PlanExtension.objects.exists()
    assert all(
        {"closed", "cancelled"}.isdisjoint(t.sources) for t in TRANSITIONS.values()
    )
