"""A case goes on with what both sides did on its own page (SM-7)."""

from datetime import date

import pytest

from plans.models import CaseState
from plans.services import case_sweep
from tests.frameworks.meeting import held
from tests.frameworks.planning import agreed
from tests.plans.casing import on, opened, put_at, the_case
from tests.universe import TODAY, Council
from tests.visits.evaluating import taken_to


@pytest.mark.item("WIL-O-11", "SM-7")
def test_an_evaluation_that_was_held_need_not_be_recorded_again(
    wiltshire: Council,
) -> None:
    opened(wiltshire)
    taken_to("scheduled", wiltshire)
    assert case_sweep.follow_work(10) == 0
    one = taken_to("conducted", wiltshire)
    assert case_sweep.follow_work(10) == 1
    assert case_sweep.follow_work(10) == 0
    case = the_case(wiltshire)
    assert (case.state, case.basis) == (CaseState.PLANNING, "evaluation")
    assert case.evaluated_on == one.evaluation_on == TODAY
    assert case.review_on == date(2026, 2, 10)


@pytest.mark.item("WIL-O-12", "WIL-O-13", "SM-7")
def test_a_plan_that_both_agreed_and_its_meeting_are_followed(
    wiltshire: Council,
) -> None:
    taken_to("conducted", wiltshire)
    plan = agreed(wiltshire)
    case_sweep.open_cases(10)
    case_sweep.follow_work(10)
    case_sweep.follow_work(10)
    case = the_case(wiltshire)
    assert (case.state, case.planned_on) == (CaseState.IMPLEMENTING, TODAY)
    with on(2026, 2, 10):
        held(wiltshire, None) if plan is None else None
        assert case_sweep.follow_work(10) == 0


def test_an_evaluation_before_the_level_is_another_ones(wiltshire: Council) -> None:
    taken_to("conducted", wiltshire)
    with on(2025, 11, 24):
        put_at(wiltshire, "wil_vulnerable", date(2025, 11, 24))
        case_sweep.open_cases(10)
        assert case_sweep.follow_work(10) == 0
