"""SM-2 walked at random: no state outside the table, one event a step taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from engagement.services.decisions import approve
from plans.models import ENDED, EndEvaluation, Plan, PlanExtension
from plans.rules.plans import TRANSITIONS
from plans.services.ending import (
    cancel_plan,
    close_plan,
    escalate_plan,
    start_transition,
)
from plans.services.evaluations import record_evaluation
from plans.services.extensions import approve_extension, ask_extension
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.engagement.proposing import viewed
from tests.plans.running import SPRING_END, SUMMER_END, again, evaluation, running
from tests.universe import Council

WALKS, STEPS = 25, 14
reasons = st.sampled_from(["", "  ", "The school asks for it."])
days = st.sampled_from(
    [date(2025, 11, 9), date(2026, 1, 30), SPRING_END, date(2026, 3, 28), SUMMER_END]
)


class Walk(RuleBasedStateMachine):
    """One plan under way, and everything that can be tried with it."""

    council: Council

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.plan = running(self.council, ends_on=date(2026, 1, 30))
        self.refusals: list[str] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def tries(self, verb: str, act: Callable[[Plan], object]) -> None:
        """Do it twice, from two pages opened at the same time: once it counts."""
        before, told = again(self.plan), self.events()
        pages = [again(self.plan), again(self.plan)]
        refused = 0
        for page in pages:
            try:
                with transaction.atomic():
                    act(page)
            except RuleBroken as broken:
                self.refusals.append(broken.message)
                refused += 1
        after = again(self.plan)
        taken = 2 - refused
        assert taken <= 1
        assert self.events() == told + taken
        if taken:
            assert before.state in TRANSITIONS[verb].sources
            assert after.state == TRANSITIONS[verb].target
            assert after.version == before.version + 1
        else:
            assert (after.state, after.version) == (before.state, before.version)

    def events(self) -> int:
        return int(Event.objects.about(self.plan).count())

    @rule(new_end=days, exception=st.booleans())
    def is_extended(self, new_end: date, exception: bool) -> None:
        plan = again(self.plan)
        waiting = PlanExtension.objects.filter(plan=plan, state="asked")
        if not waiting.exists():
            try:
                with transaction.atomic():
                    ask_extension(
                        plan=plan,
                        new_end=new_end,
                        reason="More time",
                        exception=exception,
                        by=self.council.sam,
                    )
            except RuleBroken:
                return
        asked = waiting.get()

        def act(page: Plan) -> None:
            rows = PlanExtension.objects.select_related("asked_by")
            extension = rows.get(pk=asked.pk)
            extension.plan = page
            approve_extension(extension=extension, by=self.council.hana)

        self.tries("extend", act)

    @rule()
    def is_evaluated(self) -> None:
        try:
            with transaction.atomic():
                record_evaluation(
                    plan=again(self.plan),
                    evaluation=evaluation(self.council),
                    by=self.council.sam,
                )
        except RuleBroken as broken:
            self.refusals.append(broken.message)

    @rule()
    def gets_a_higher_level(self) -> None:
        if not self.plan.school.levels.filter(level__code="suf_24").exists():
            approve(
                assignment=viewed(self.council, "suf_24"),
                by=self.council.rita,
            )

    @rule(until=days)
    def moves_into_transition(self, until: date) -> None:
        rita = self.council.rita
        self.tries(
            "start_transition",
            lambda page: start_transition(plan=page, until=until, by=rita),
        )

    @rule(reason=reasons)
    def is_closed(self, reason: str) -> None:
        rita = self.council.rita
        self.tries("close", lambda page: close_plan(plan=page, reason=reason, by=rita))

    @rule(reason=reasons)
    def is_ended_by_a_higher_level(self, reason: str) -> None:
        rita = self.council.rita
        self.tries(
            "escalate", lambda page: escalate_plan(plan=page, reason=reason, by=rita)
        )

    @rule(reason=reasons)
    def is_cancelled(self, reason: str) -> None:
        rita = self.council.rita
        self.tries(
            "cancel", lambda page: cancel_plan(plan=page, reason=reason, by=rita)
        )

    @invariant()
    def whoever_is_refused_reads_a_sentence(self) -> None:
        assert all(said.endswith(".") and " " in said for said in self.refusals)

    @invariant()
    def its_days_and_its_state_agree(self) -> None:
        plan = again(self.plan)
        assert plan.ends_on
        evaluated = EndEvaluation.objects.filter(plan=plan).exists()
        if plan.transition_ends_on:
            assert evaluated
            assert plan.transition_ends_on > plan.ends_on
        if plan.state == "transition":
            assert plan.transition_ends_on
        assert (plan.state in ENDED) == bool(plan.ended_on)
        if plan.ends_on > SPRING_END:
            assert plan.extensions.filter(state="approved").exists()
        if plan.state in ENDED:
            assert not plan.extensions.filter(state="asked").exists()


@pytest.mark.item("SM-2", "INV-12", "INV-13")
def test_a_plan_never_reaches_a_state_outside_the_table(council: Council) -> None:
    class WithCouncil(Walk):
        pass

    WithCouncil.council = council
    run_state_machine_as_test(
        WithCouncil,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
