"""Every step of intensive support from every state, in any order (SM-7)."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from plans.rules.cases import TRANSITIONS
from plans.services import cases
from sitrack.core import calendar
from sitrack.core.rules import RuleBroken
from tests.plans.casing import opened, the_case
from tests.universe import Council

# Written out from domain 3.8, not read from the table that it checks; "stopped" is what
# people need besides.
MAIN = {
    ("evaluation", "evaluated"): "planning",
    ("planning", "planned"): "implementing",
    ("implementing", "reviewed"): "review3",
    ("review3", "sufficient"): "final6",
    ("review3", "insufficient"): "notice_of_concern",
    ("notice_of_concern", "noticed"): "implementing2",
    ("implementing2", "reviewed_again"): "review",
    ("review", "recovered"): "final6",
    ("review", "failed"): "scc_procedure",
    ("final6", "evaluated_finally"): "exit_pending",
    ("exit_pending", "left"): "exited",
}
# A letter that is issued, or settled, without the steps between is followed all the same.
BESIDES = {
    ("implementing", "noticed"): "implementing2",
    ("review3", "noticed"): "implementing2",
    ("implementing2", "recovered"): "final6",
    ("implementing2", "failed"): "scc_procedure",
}


@pytest.mark.item("SM-7")
def test_the_table_holds_these_arrows_and_no_others() -> None:
    told = {
        (source, step.verb): step.target
        for step in TRANSITIONS.values()
        for source in step.sources
        if step.verb != "stopped"
    }
    assert told == MAIN | BESIDES


ACTS = {
    "evaluated": lambda c, one: cases.evaluated(
        case=one, basis="evaluation", day=calendar.today(), by=c.sam
    ),
    "planned": lambda c, one: cases.planned(
        case=one,
        day=calendar.today(),
        review_on=date(2026, 7, 1),
        note="Agreed.",
        by=c.sam,
    ),
    "reviewed": lambda c, one: cases.reviewed(case=one, day=calendar.today(), by=c.sam),
    "sufficient": lambda c, one: cases.sufficient(case=one, note="So.", by=c.rita),
    "insufficient": lambda c, one: cases.insufficient(case=one, note="So.", by=c.rita),
    "evaluated_finally": lambda c, one: cases.evaluated_finally(
        case=one, day=calendar.today(), note="So.", by=c.sam
    ),
    "stopped": lambda c, one: cases.stop(case=one, note="So.", by=c.rita),
}


@pytest.mark.item("SM-7")
@given(verbs=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
@trying(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_walk_leaves_the_table(wiltshire: Council, verbs: list[str]) -> None:
    with transaction.atomic():
        case = opened(wiltshire)
        state = "evaluation"
        for verb in verbs:
            target = (MAIN | BESIDES).get((state, verb))
            if verb == "stopped" and state not in {"exited", "stopped"}:
                target = "stopped"
            try:
                with transaction.atomic():
                    ACTS[verb](wiltshire, case)
            except RuleBroken:
                assert target is None, (state, verb)
            else:
                assert target is not None, (state, verb)
            state = target or state
            case = the_case(wiltshire)
            assert case.state == state
        transaction.set_rollback(True)
