"""What is due of a plan's meetings at home and in the lists (CAD-12)."""

from datetime import date

import pytest
import time_machine

from engagement.models import Obligation
from engagement.services.obligations import settle
from plans.duties import given_by_plans
from plans.models import Plan
from plans.services.ending import cancel_plan
from plans.services.meetings import move_meeting
from tests.frameworks.meeting import held, meeting, returned, sent
from tests.frameworks.planning import agreed
from tests.universe import TODAY, Council


def due(plan: Plan, day: date = TODAY) -> list[tuple[str, str, date, str]]:
    key = plan.school_id
    settle(schools=[key], day=day, given=given_by_plans([key], day))
    rows = Obligation.objects.filter(school=key, activity__startswith="plan_")
    return [
        (one.activity, one.responsible, one.due_on, how(one))
        for one in rows.exclude(activity="plan_agreed").order_by("due_on")
    ]


def how(one: Obligation) -> str:
    return "met" if one.met_on else "cancelled" if one.cancelled else "open"


@pytest.mark.item("CAD-12", "WIL-T-08", "WIL-T-09")
def test_both_meetings_and_both_packs_are_due(wiltshire: Council) -> None:
    assert due(agreed(wiltshire)) == [
        ("plan_pack", "headteacher", date(2026, 2, 3), "open"),
        ("plan_meeting", "officer", date(2026, 2, 10), "open"),
        ("plan_pack", "headteacher", date(2026, 5, 1), "open"),
        ("plan_final", "officer", date(2026, 5, 11), "open"),
    ]


def test_the_schools_part_and_the_meeting_meet_what_is_due(
    wiltshire: Council,
) -> None:
    review = returned(wiltshire)
    plan = review.plan
    assert [state for *_, state in due(plan)] == ["met", "open", "open", "open"]
    with time_machine.travel("2026-02-10T12:00:00+00:00", tick=False):
        held(wiltshire, review)
        found = due(plan, date(2026, 2, 10))
    assert [state for *_, state in found] == ["met", "met", "open", "open"]


def test_what_is_due_moves_with_the_meeting(wiltshire: Council) -> None:
    review = sent(wiltshire)
    due(review.plan)
    move_meeting(
        review=review,
        day=date(2026, 2, 12),
        reason="Snow",
        expected_version=meeting(review.plan).version,
        by=wiltshire.sam,
    )
    assert [day for _, _, day, _ in due(review.plan)][:2] == [
        date(2026, 2, 5),
        date(2026, 2, 12),
    ]


def test_a_plan_that_is_cancelled_asks_for_nothing(wiltshire: Council) -> None:
    plan = agreed(wiltshire)
    due(plan)
    cancel_plan(plan=plan, reason="The school became an academy.", by=wiltshire.rita)
    assert {state for *_, state in due(plan)} <= {"cancelled"}
