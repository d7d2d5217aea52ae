"""SM-5 walked at random: no state outside the table, one event a step taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from sitrack.core import calendar
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.universe import NOW, Council
from tests.visits.evaluating import (
    STEPS,
    WRONG,
    again,
    judged,
    planned,
    taken_to,
    texts_of,
)
from visits.models import Evaluation
from visits.services.evaluations import ending, facts, feedback, preparing, reporting
from visits.services.evaluations.day import hold_evaluation

WALKS, LONGEST = 20, 14
# It is called off from the line, and nothing follows.
PLACES = [*STEPS, "called_off"]


class Walk(RuleBasedStateMachine):
    """One evaluation, and everything that can be tried with it."""

    council: Council
    clock: time_machine.Traveller

    def __init__(self) -> None:
        super().__init__()
        self.clock.move_to(NOW)
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.one = planned(self.council)
        self.refusals: list[str] = []

    @initialize(state=st.sampled_from(STEPS[:-1]))
    def it_has_come_some_way(self, state: str) -> None:
        taken_to(state, self.council, again(self.one))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def tries(self, target: str, act: Callable[[Evaluation], object]) -> None:
        """Do it from two pages opened at the same time: once it counts."""
        before = again(self.one)
        pages = [again(self.one), again(self.one)]
        told, refused = self.moves(), 0
        for page in pages:
            try:
                with transaction.atomic():
                    act(page)
            except RuleBroken as broken:
                self.refusals.append(broken.message)
                refused += 1
        after = again(self.one)
        assert refused >= 1
        if refused == 1:
            assert after.state == target
            assert PLACES.index(before.state) < PLACES.index(target)
            assert self.moves() > told
        else:
            assert (after.state, after.version) == (before.state, before.version)
            assert self.moves() == told

    def moves(self) -> int:
        return int(Event.objects.about(self.one).count())

    def quietly(self, act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
        except RuleBroken as broken:
            self.refusals.append(broken.message)

    @rule(days=st.sampled_from([1, 3, 8]))
    def time_passes(self, days: int) -> None:
        day = calendar.today() + timedelta(days=days)
        if day < self.one.record.year.end:
            self.clock.move_to(f"{day:%Y-%m-%d}T10:00Z")

    @rule()
    def something_is_ticked(self) -> None:
        self.quietly(
            lambda: preparing.note_lines(
                evaluation=again(self.one),
                stage="preparation",
                statuses={"WIL-E-03": "seen"},
                by=self.council.sam,
            )
        )

    @rule(focus=st.sampled_from(["", "  ", "Writing"]))
    def a_focus_is_written(self, focus: str) -> None:
        page = again(self.one)
        self.quietly(
            lambda: preparing.write_focus(
                evaluation=page,
                focus=focus,
                methodology="Books",
                expected_version=page.version,
                by=self.council.sam,
            )
        )

    @rule()
    def it_is_shared(self) -> None:
        sam = self.council.sam
        self.tries(
            "scheduled", lambda page: preparing.share_focus(evaluation=page, by=sam)
        )

    @rule()
    def it_is_held(self) -> None:
        sam = self.council.sam
        self.tries("conducted", lambda page: hold_evaluation(evaluation=page, by=sam))

    @rule()
    def grades_are_written(self) -> None:
        page = again(self.one)
        self.quietly(
            lambda: feedback.write_judgements(
                evaluation=page,
                found=judged(page),
                expected_version=page.version,
                by=self.council.sam,
            )
        )

    @rule()
    def feedback_is_given(self) -> None:
        sam, today = self.council.sam, calendar.today()
        self.tries(
            "feedback_given",
            lambda page: feedback.give_feedback(
                evaluation=page, day=today, to="The headteacher", by=sam
            ),
        )

    @rule(whole=st.booleans())
    def a_draft_is_written(self, whole: bool) -> None:
        page = again(self.one)
        draft = page.reports.filter(kind="draft").first()
        texts = texts_of(page) if whole else {"findings": ""}
        self.quietly(
            lambda: reporting.write_draft(
                evaluation=page,
                texts=texts,
                expected_version=draft.version if draft else 0,
                by=self.council.sam,
            )
        )

    @rule()
    def the_draft_is_sent(self) -> None:
        sam = self.council.sam
        self.tries(
            "draft_sent", lambda page: reporting.send_draft(evaluation=page, by=sam)
        )

    @rule()
    def an_error_is_marked(self) -> None:
        self.quietly(
            lambda: facts.mark_error(
                evaluation=again(self.one),
                section="findings",
                sentence=WRONG,
                should_say="Other",
                by=self.council.helen,
            )
        )

    @rule(accepts=st.booleans(), answer=st.sampled_from(["", "Because."]))
    def an_error_is_answered(self, accepts: bool, answer: str) -> None:
        mark = self.one.marks.first()
        if mark:
            self.quietly(
                lambda: facts.answer_mark(
                    mark=mark,
                    accepts=accepts,
                    becomes="Other",
                    answer=answer,
                    by=self.council.sam,
                )
            )

    @rule()
    def the_check_is_done(self) -> None:
        helen = self.council.helen
        self.tries(
            "factual_check", lambda page: facts.finish_check(evaluation=page, by=helen)
        )

    @rule()
    def it_is_made_final(self) -> None:
        sam = self.council.sam
        self.tries("final", lambda page: ending.finalise(evaluation=page, by=sam))

    @rule()
    def governors_discuss_it(self) -> None:
        helen, today = self.council.helen, calendar.today()
        self.tries(
            "shared_with_governors",
            lambda page: ending.discuss_with_governors(
                evaluation=page, day=today, by=helen
            ),
        )

    @rule()
    def it_is_closed(self) -> None:
        sam = self.council.sam
        self.tries(
            "closed", lambda page: ending.close_evaluation(evaluation=page, by=sam)
        )

    @rule(reason=st.sampled_from(["", "  ", "The school closes."]))
    def it_is_called_off(self, reason: str) -> None:
        sam = self.council.sam
        self.tries(
            "called_off",
            lambda page: ending.call_off(evaluation=page, reason=reason, by=sam),
        )

    @invariant()
    def whoever_is_refused_reads_a_sentence(self) -> None:
        assert all(said.endswith(".") and " " in said for said in self.refusals)

    @invariant()
    def its_reports_and_its_state_agree(self) -> None:
        one = again(self.one)
        assert one.is_called_off == bool(one.called_off_reason)
        place = STEPS.index(one.came_to)
        sent = one.reports.filter(kind="draft", sent_at__isnull=False).exists()
        assert sent == (place >= STEPS.index("draft_sent"))
        final = one.reports.filter(kind="final").exists()
        assert final == one.is_final == (place >= STEPS.index("final"))
        if final:
            assert one.checked_at or one.check_lapsed
            assert not one.marks.filter(outcome="").exists()


@pytest.mark.item("SM-5", "INV-19")
def test_an_evaluation_never_reaches_a_state_outside_the_table(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    class WithCouncil(Walk):
        pass

    WithCouncil.council = wiltshire
    WithCouncil.clock = clock
    run_state_machine_as_test(
        WithCouncil,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=LONGEST,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
