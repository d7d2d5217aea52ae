"""Every step of a level from every state, by every role, in any order (SM-1)."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.models import LevelAssignment, LevelState, Side, View
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.proposals import steps_open_to
from engagement.rules.levels import TRANSITIONS
from engagement.services.decisions import approve, reject, return_proposal
from engagement.services.proposals import (
    give_view,
    propose,
    withdraw,
)
from engagement.services.silence import deem_view
from sitrack.core.models import Event, User
from sitrack.core.rules import RuleBroken
from tests.engagement.proposing import (
    EFFECTIVE,
    at_state,
    drafted,
    viewed,
)
from tests.universe import Council, read_council

VERBS: dict[str, Callable[[Council, LevelAssignment], object]] = {
    "propose": lambda c, row: propose(assignment=row, by=row.raised_by),
    "view": lambda c, row: give_view(assignment=row, view=View.NO_COMMENT, by=c.dev),
    "deem": lambda c, row: deem_view(row),
    "approve": lambda c, row: approve(assignment=row, by=c.rita),
    "return": lambda c, row: return_proposal(assignment=row, by=c.rita, note="Why?"),
    "reject": lambda c, row: reject(assignment=row, by=c.rita, note="No"),
    "withdraw": lambda c, row: withdraw(assignment=row, by=row.raised_by),
}
# Written out from domain 3.8, not read from the table that it checks. A proposal whose
# view is deemed is viewed too; here it is called silent.
ARROWS = {
    ("draft", "propose"): "proposed",
    ("returned", "propose"): "proposed",
    ("proposed", "view"): "viewed",
    ("proposed", "deem"): "silent",
    ("silent", "view"): "viewed",
    **{
        (state, verb): target
        for state in ("viewed", "silent")
        for verb, target in (
            ("approve", "approved"),
            ("return", "returned"),
            ("reject", "rejected"),
        )
    },
    **{
        (state, "withdraw"): "withdrawn"
        for state in ("draft", "proposed", "viewed", "silent", "returned")
    },
}
# What a step from the wrong state is answered with: how it stands, and what to do.
SAID = {
    "draft": "still a draft. Whoever began it sends it first",
    "proposed": "waits for the other side’s view. It can be decided once that is given",
    "viewed": "Both sides have been heard. This proposal waits for its decision",
    "approved": "was approved already. Propose another change",
    "superseded": "another has followed it. Propose a change of what is in force",
    "returned": "was returned. Whoever raised it can change it and send it again",
    "rejected": "was rejected. A new one can be raised",
    "withdrawn": "was withdrawn. A new one can be raised",
}
DECIDE = {"approve", "return", "reject"}
CAST = ["sam", "ola", "rita", "rolf", "hana", "dee", "theo", "ada"]
CAST += ["helen", "dev", "cora", "gus", "sena", "odd"]
# Who may take which step of a proposal at Hawthorn; the others may take none.
BY_THE_LA = {
    "draft": {"sam": {"propose", "withdraw"}},
    "proposed": {"sam": {"withdraw"}, "helen": {"view"}, "dev": {"view"}},
    "viewed": {"sam": {"withdraw"}, "rita": DECIDE, "hana": DECIDE},
    "returned": {"sam": {"propose", "withdraw"}},
}
BY_THE_SCHOOL = {
    "draft": {"helen": {"propose", "withdraw"}},
    "proposed": {"helen": {"withdraw"}, "sam": {"view"}, "rita": {"view"}},
    "viewed": {"helen": {"withdraw"}, "rita": DECIDE, "hana": DECIDE},
    "returned": {"helen": {"propose", "withdraw"}},
}
STATUTORY = {**BY_THE_LA, "viewed": {"sam": {"withdraw"}, "hana": DECIDE}}


@pytest.mark.item("SM-1")
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", LevelState)
def test_a_step_is_taken_only_from_the_states_that_allow_it(
    council: Council, state: LevelState, verb: str
) -> None:
    row = at_state(council, state)
    target = ARROWS.get((state, verb))
    if target is None:
        given = (state, verb) == ("viewed", "view")
        said = "A view was given already" if given else SAID[state]
        with pytest.raises(RuleBroken, match=said):
            VERBS[verb](council, row)
    else:
        VERBS[verb](council, row)
    row.refresh_from_db()
    assert named(row) == (target or state)


def named(row: LevelAssignment) -> str:
    return "silent" if row.state == "viewed" and row.is_silent else str(row.state)


def test_the_table_holds_these_arrows_and_no_others() -> None:
    told = {
        (source, step.verb): step.target
        for step in TRANSITIONS.values()
        for source in step.sources
    }
    as_states = {
        (source.replace("silent", "viewed"), verb): target.replace("silent", "viewed")
        for (source, verb), target in ARROWS.items()
        if (source, verb) != ("silent", "view")
    }
    besides = {
        ("viewed", "view_late"): "viewed",
        ("approved", "view_after"): "approved",
        ("approved", "supersede"): "superseded",
    }
    assert told == as_states | besides


@pytest.mark.item("SUF-W-10", "SM-1")
@pytest.mark.parametrize("state", LevelState)
@pytest.mark.parametrize(
    ("side", "code", "expected"),
    [
        (Side.LA, "suf_12", BY_THE_LA),
        (Side.SCHOOL, "suf_12", BY_THE_SCHOOL),
        (Side.LA, "suf_statutory", STATUTORY),
    ],
    ids=["by the LA", "by the school", "statutory"],
)
def test_each_role_may_take_its_own_steps_and_no_others(
    council: Council,
    state: LevelState,
    side: Side,
    code: str,
    expected: dict[str, dict[str, set[str]]],
) -> None:
    row = at_state(council, state, code=code, side=side)
    may = {
        name: {step.verb for step in steps_open_to(council.user(name), row)}
        for name in CAST
    }
    assert {name: verbs for name, verbs in may.items() if verbs} == expected.get(
        state, {}
    )


@pytest.mark.item("SM-1")
@given(st.lists(st.sampled_from(sorted(VERBS)), max_size=9))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_walk_leaves_the_table_and_each_step_leaves_one_event(
    council: Council, verbs: list[str]
) -> None:
    with transaction.atomic():
        row = drafted(council)
        state, told = "draft", Event.objects.about(row).count()
        for verb in verbs:
            target = ARROWS.get((state, verb))
            try:
                with transaction.atomic():
                    VERBS[verb](council, row)
            except RuleBroken:
                # A view given by the head or deputy of a proposal raised by the LA
                # never meets another rule than that of the state.
                assert target is None
            else:
                assert target is not None
                state, told = target, told + 1
            row = LevelAssignment.objects.get(pk=row.pk)
            assert named(row) == state
            assert Event.objects.about(row).count() == told
            assert_one_level_in_force(council)
        transaction.set_rollback(True)


def assert_one_level_in_force(council: Council) -> None:
    """INV-02: on every day of the year exactly one level is in force."""
    held = LevelAssignment.objects.filter(
        school=council.hawthorn, state__in=IN_FORCE_STATES
    )
    for day in (council.year.start, EFFECTIVE, council.year.end):
        assert held.in_force(day).count() == 1


def test_two_approvers_at_once_give_one_approval(
    transactional_db: None, clock: object
) -> None:
    with transaction.atomic():
        council = read_council()
    row = viewed(council)
    first, second = (LevelAssignment.objects.get(pk=row.pk) for _ in range(2))
    refusals: list[RuleBroken] = []

    def decide(assignment: LevelAssignment, by: User) -> None:
        try:
            approve(assignment=assignment, by=by)
        except RuleBroken as refusal:
            refusals.append(refusal)

    _both((decide, first, council.rita), (decide, second, council.hana))
    assert len(refusals) == 1
    assert "already taken this proposal further" in refusals[0].message
    approvals = Event.objects.filter(verb="level.approved")
    assert approvals.count() == 1
    held = LevelAssignment.objects.filter(school=council.hawthorn)
    assert held.filter(state="approved", effective_to=None).count() == 1


def _both(*calls: tuple[Callable[..., None], LevelAssignment, User]) -> None:
    """Both at the same time where the database lets two write at once, else in turn."""
    if connection.vendor != "postgresql":
        for act, assignment, by in calls:
            act(assignment, by)
        return
    barrier = Barrier(len(calls))

    def run(act: Callable[..., None], assignment: LevelAssignment, by: User) -> None:
        barrier.wait()
        act(assignment, by)
        connection.close()

    threads = [Thread(target=run, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
