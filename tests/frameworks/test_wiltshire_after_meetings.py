"""What follows a plan's meeting: the next one, a clock set anew, the end of the plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine

from plans.services.ending import finish_plan
from plans.services.meeting_steps import hold_meeting, return_part, send
from plans.services.meetings import restart_clock
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.frameworks.meeting import (
    a_part,
    again,
    held,
    meeting,
    returned,
    sent,
    what_was_held,
)
from tests.frameworks.planning import agreed
from tests.plans.planning import now as plan_now
from tests.universe import Council

IN_FEBRUARY = "2026-02-10T12:00:00+00:00"


@pytest.mark.item("WIL-I-18", "WIL-N-06")
def test_the_meeting_sets_the_day_of_the_next(wiltshire: Council) -> None:
    review = returned(wiltshire)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        held(wiltshire, review, next_review_on=date(2026, 5, 13))
    final = meeting(review.plan, "six_months")
    assert final.planned_on == date(2026, 5, 13)
    assert final.moved_because == "Set at the meeting of 10 February 2026."
    assert plan_now(review.plan).ends_on == date(2026, 5, 13)


@pytest.mark.item("WIL-O-17")
def test_the_clock_is_set_anew_with_a_reason(wiltshire: Council) -> None:
    review = returned(wiltshire)
    plan = review.plan
    with time_machine.travel(IN_FEBRUARY, tick=False):
        held(wiltshire, review)
        facts: dict[str, Any] = {
            "plan": plan,
            "day": date(2026, 2, 10),
            "by": wiltshire.rita,
        }
        with pytest.raises(RuleBroken, match="Say why"):
            restart_clock(reason="", **facts)
        plan = restart_clock(reason="A notice of concern", **facts)
    left = plan.reviews.exclude(state="cancelled").order_by("planned_on")
    assert [(one.form, one.state, one.planned_on) for one in left] == [
        ("three_months", "shared", date(2026, 2, 10)),
        ("three_months", "planned", date(2026, 5, 11)),
        ("six_months", "planned", date(2026, 9, 1)),
    ]
    assert plan.ends_on == date(2026, 9, 1)
    assert plan.counted_because == "A notice of concern"


def test_the_second_of_two_who_record_a_meeting_is_told(wiltshire: Council) -> None:
    review = returned(wiltshire)
    version = again(review).version
    first, second = again(review), again(review)
    with time_machine.travel(IN_FEBRUARY, tick=False):
        whole = what_was_held(wiltshire, review)
        facts: dict[str, Any] = {
            "held": whole,
            "expected_version": version,
            "by": wiltshire.sam,
        }
        hold_meeting(review=first, **facts)
        with pytest.raises((RuleBroken, Stale)):
            hold_meeting(review=second, **facts)


def test_a_plan_ends_once_its_final_meeting_was_held(wiltshire: Council) -> None:
    plan = agreed(wiltshire)
    with pytest.raises(RuleBroken, match="Record the final meeting"):
        finish_plan(plan=plan, by=wiltshire.rita)
    final = meeting(plan, "six_months")
    final = send(
        review=final, answers={}, expected_version=final.version, by=wiltshire.sam
    )
    with time_machine.travel("2026-05-11T12:00:00+00:00", tick=False):
        held(wiltshire, final, held_on=date(2026, 5, 11))
        ended = finish_plan(plan=plan, by=wiltshire.rita)
    assert (ended.state, ended.ending) == ("closed", "finished")
    assert not plan.reviews.filter(state="planned").exists()


def test_a_school_cannot_rate_what_is_not_in_the_plan(wiltshire: Council) -> None:
    review = sent(wiltshire)
    part = replace(a_part(review), impacts={10_000_000: "Elsewhere"})
    with pytest.raises(RuleBroken, match="not in this plan"):
        return_part(
            review=review,
            part=part,
            expected_version=again(review).version,
            by=wiltshire.helen,
        )
