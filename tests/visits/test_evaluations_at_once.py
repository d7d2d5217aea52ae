"""Two who take an evaluation further at the same moment."""

from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from pytest_django.fixtures import Settings

from sitrack.core import sweep
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.threads import at_once
from tests.universe import Council, read_council
from tests.visits.evaluating import WRONG, again, taken_to, texts_of
from visits.models import Evaluation
from visits.services.evaluations import ending, facts, reporting


@pytest.fixture
def wiltshire(
    transactional_db: None, going_clock: time_machine.Traveller, settings: Settings
) -> Council:
    """The cast at work by Wiltshire's framework, for several connections at once."""
    settings.FRAMEWORK = "wiltshire"
    with sweep.asleep(), transaction.atomic():
        return read_council("wiltshire")


def said(act: Callable[[Evaluation], object], one: Evaluation) -> Callable[[], str]:
    page = again(one)

    def run() -> str:
        try:
            act(page)
        except RuleBroken as broken:
            return broken.message
        return "done"

    return run


@pytest.mark.item("SM-5")
def test_two_who_send_the_draft_send_it_once(wiltshire: Council) -> None:
    one = taken_to("feedback_given", wiltshire)
    reporting.write_draft(
        evaluation=one, texts=texts_of(one), expected_version=0, by=wiltshire.sam
    )
    came = at_once(
        said(lambda page: reporting.send_draft(evaluation=page, by=wiltshire.sam), one),
        said(
            lambda page: reporting.send_draft(evaluation=page, by=wiltshire.rita), one
        ),
    )

    assert max(came) == "done"
    assert "Somebody has already taken this evaluation further" in min(came)
    sent = Event.objects.about(one).filter(verb="evaluation.draft_sent")
    assert sent.count() == 1


@pytest.mark.item("SM-5", "INV-19")
def test_an_error_marked_while_the_report_becomes_final_is_answered_or_refused(
    wiltshire: Council,
) -> None:
    one = taken_to("draft_sent", wiltshire)

    def mark(page: Evaluation) -> None:
        facts.mark_error(
            evaluation=page,
            section="findings",
            sentence=WRONG,
            should_say="Other",
            by=wiltshire.helen,
        )

    def end(page: Evaluation) -> None:
        facts.finish_check(evaluation=page, by=wiltshire.helen)
        ending.finalise(evaluation=page, by=wiltshire.sam)

    marked, ended = at_once(said(mark, one), said(end, one))

    open_marks = one.marks.filter(outcome="").count()
    if marked == "done":
        assert (open_marks, again(one).state) == (1, "factual_check")
        assert "Answer the 1 factual error" in ended
    else:
        assert (open_marks, again(one).state) == (0, "final")
        assert marked == "The check of the facts is over."
