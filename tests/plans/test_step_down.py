"""The step-down is agreed now and takes effect the day after the transition."""

from datetime import date

import pytest
import time_machine

from engagement.models import LevelAssignment, View
from engagement.queries.hours import hours_position
from engagement.services.bringing_forward import bring_forward
from engagement.services.decisions import approve
from engagement.services.proposals import give_view
from plans.models import Plan
from plans.queries.ending import level_held, step_down_of
from plans.services.step_down import propose_step_down
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.plans.running import again, evaluated, in_transition
from tests.universe import Council

AFTER = date(2026, 7, 23)
WHY = "The objectives are met."


def proposed(council: Council, plan: Plan, code: str = "suf_8") -> LevelAssignment:
    return propose_step_down(
        plan=plan, level=council.level(code), reason=WHY, by=council.sam
    )


def approved(council: Council, plan: Plan) -> LevelAssignment:
    assignment = proposed(council, plan)
    give_view(assignment=assignment, view=View.AGREES, by=council.helen)
    return approve(assignment=assignment, by=council.rita)


@pytest.mark.item("INV-13", "SUF-E-24", "DEC-07")
def test_acc_057_the_step_down_is_approved_now_and_dated_after_the_transition(
    council: Council, clock: time_machine.Traveller
) -> None:
    plan = in_transition(council)
    assignment = approved(council, plan)
    assert (assignment.state, assignment.effective_from) == ("approved", AFTER)
    assert step_down_of(again(plan)) == assignment
    held = level_held(plan.school)
    assert held == council.level("suf_12")
    position = hours_position(council.record(), council.terms["summer"])
    assert position.ceiling == 12 * 60
    clock.move_to(AFTER)
    assert level_held(plan.school) == council.level("suf_8")


def test_the_step_down_waits_for_the_transition(council: Council) -> None:
    plan = again(evaluated(council).plan)
    with pytest.raises(RuleBroken, match="Move the plan into its transition first"):
        proposed(council, plan)


def test_a_step_down_goes_down(council: Council) -> None:
    plan = in_transition(council)
    for code in ("suf_12", "suf_24"):
        with pytest.raises(RuleBroken, match="below the one in force"):
            proposed(council, plan, code)


@pytest.mark.item("INV-13")
def test_the_lead_brings_an_approved_step_down_forward(
    council: Council, clock: time_machine.Traveller
) -> None:
    assignment = approved(council, in_transition(council))
    day = date(2026, 4, 13)
    bring_forward(
        assignment=assignment,
        day=day,
        reason="The school asks for it.",
        expected_version=assignment.version,
        by=council.rita,
    )
    before = council.hawthorn.levels.get(level__code="suf_12")
    assert before.effective_to == date(2026, 4, 12)
    event = Event.objects.about(assignment).first()
    assert event
    assert event.sentence == (
        "brought Entitlement up to 8 hours forward to 13 April 2026: The school asks"
        " for it."
    )
    clock.move_to(day)
    assert level_held(council.hawthorn) == council.level("suf_8")


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (date(2025, 11, 9), "Why not", "day"),
        (AFTER, "Why not", "day"),
        (date(2026, 4, 13), " ", "reason"),
        (date(2025, 11, 10), "At once", "day"),
    ],
)
def test_it_is_brought_forward_to_a_day_to_come_with_a_reason(
    council: Council, day: date, reason: str, field: str
) -> None:
    assignment = approved(council, in_transition(council))
    with pytest.raises(RuleBroken) as refused:
        bring_forward(
            assignment=assignment,
            day=day,
            reason=reason,
            expected_version=assignment.version,
            by=council.rita,
        )
    assert refused.value.field == field


def test_a_level_in_force_is_not_brought_forward(council: Council) -> None:
    plan = in_transition(council)
    held = plan.school.levels.get(level__code="suf_12")
    with pytest.raises(RuleBroken, match="approved for a later day"):
        bring_forward(
            assignment=held,
            day=date(2025, 11, 10),
            reason="No",
            expected_version=held.version,
            by=council.rita,
        )
