"""A meeting walked at random: no state outside its table, one event a step taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from plans.meetings import SchoolPart
from plans.models import PlanReview
from plans.rules.meeting_steps import TRANSITIONS
from plans.services.meeting_steps import hold_meeting, prepare, return_part, send
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.frameworks.meeting import a_part, again, meeting, what_was_held
from tests.frameworks.planning import agreed
from tests.universe import Council

WALKS, STEPS = 12, 8


class Walk(RuleBasedStateMachine):
    """One meeting of a plan under way, and everything that can be tried with it."""

    council: Council

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.key = meeting(agreed(self.council))
        self.refusals: list[str] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def tries(self, verb: str, act: Callable[[PlanReview], object]) -> None:
        """Do it twice, from two pages opened at the same time: once it counts."""
        before, told = again(self.key), Event.objects.about(self.key).count()
        pages = [again(self.key), again(self.key)]
        taken = 0
        for page in pages:
            try:
                with transaction.atomic():
                    act(page)
            except RuleBroken as broken:
                self.refusals.append(broken.message)
            except Stale:
                pass
            else:
                taken += 1
        after = again(self.key)
        assert taken <= 1
        assert Event.objects.about(self.key).count() == told + taken
        if taken:
            assert before.state in TRANSITIONS[verb].sources
            assert after.state == TRANSITIONS[verb].target
        else:
            assert (after.state, after.version) == (before.state, before.version)

    @rule()
    def is_prepared(self) -> None:
        self.tries("prepare", lambda page: self._by_the_la(prepare, page))

    @rule()
    def is_sent(self) -> None:
        self.tries("send", lambda page: self._by_the_la(send, page))

    def _by_the_la(self, act: Callable[..., object], page: PlanReview) -> object:
        sam, version = self.council.sam, page.version
        return act(review=page, answers={}, expected_version=version, by=sam)

    @rule(empty=st.booleans())
    def is_returned(self, empty: bool) -> None:
        self.tries(
            "return",
            lambda page: return_part(
                review=page,
                part=SchoolPart() if empty else a_part(page),
                expected_version=page.version,
                by=self.council.helen,
            ),
        )

    @rule()
    def is_held(self) -> None:
        verb = "amend" if again(self.key).state == "shared" else "hold"
        with time_machine.travel("2026-02-10T12:00:00+00:00", tick=False):
            self.tries(
                verb,
                lambda page: hold_meeting(
                    review=page,
                    held=what_was_held(self.council, page),
                    expected_version=page.version,
                    by=self.council.sam,
                ),
            )

    @invariant()
    def whoever_is_refused_reads_a_sentence(self) -> None:
        assert all(said.endswith(".") and " " in said for said in self.refusals)

    @invariant()
    def what_was_sent_says_by_whom(self) -> None:
        review = again(self.key)
        assert bool(review.sent_at) == (review.state in {"sent", "returned", "shared"})
        if review.state == "shared":
            assert review.on_track is not None


@pytest.mark.item("WIL-N-07")
def test_a_meeting_never_reaches_a_state_outside_the_table(wiltshire: Council) -> None:
    class WithCouncil(Walk):
        pass

    WithCouncil.council = wiltshire
    run_state_machine_as_test(
        WithCouncil,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
