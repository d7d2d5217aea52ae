"""An evaluation that is called off before its report (SM-5)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from engagement.models import Obligation
from plans.models.cases import CaseState
from plans.services import case_sweep
from reports.services.summaries import up_to_date
from sitrack.core.models import Event, Notification
from sitrack.core.submissions import new_token
from tests.engagement.lettering import refused
from tests.reports.pages import get, read, signed_in
from tests.universe import Council
from tests.visits.evaluating import STEPS, again, planned, taken_to, with_evaluator
from visits.models import Evaluation, EvaluationState
from visits.services.evaluations import facts, reporting
from visits.services.evaluations.ending import call_off
from visits.services.evaluations.planning import add_evaluator

REASON = "The school joins another in January."


def off(one: Evaluation, council: Council, reason: str = REASON) -> Evaluation:
    return call_off(evaluation=again(one), reason=reason, by=council.sam)


def page(name: str, one: Evaluation) -> str:
    return reverse(f"visits:{name}", args=[one.pk])


@pytest.mark.item("SM-5")
@pytest.mark.parametrize("state", STEPS[: STEPS.index("draft_sent")])
def test_it_is_called_off_with_a_reason_at_every_step_before_the_draft_is_sent(
    wiltshire: Council, state: str
) -> None:
    one = off(taken_to(state, wiltshire), wiltshire)
    assert (one.state, one.came_to) == (EvaluationState.CALLED_OFF, state)
    for who in (wiltshire.helen, wiltshire.gus, wiltshire.sam, wiltshire.rita):
        text = read(who, page("evaluation", one))
        assert f"Called off {REASON} Sam" in text
        assert "Whose turn it is" not in text


@pytest.mark.parametrize("state", STEPS[STEPS.index("draft_sent") :])
def test_once_the_draft_is_sent_it_goes_on(wiltshire: Council, state: str) -> None:
    one = taken_to(state, wiltshire)
    said = refused(lambda: off(one, wiltshire))
    assert said == "Somebody has already taken this evaluation further."
    assert again(one).state == state
    shown = signed_in(wiltshire.sam).get(page("evaluation_call_off", one))
    assert shown.headers["Location"] == one.get_absolute_url()
    assert "Call the evaluation off" not in read(wiltshire.sam, page("evaluation", one))


def test_without_a_reason_and_a_second_time_it_is_refused(wiltshire: Council) -> None:
    one = planned(wiltshire)
    said = refused(lambda: off(one, wiltshire, "  "))
    assert said == "Say why the evaluation is called off."
    off(one, wiltshire)
    said = refused(lambda: off(one, wiltshire, "Again"))
    assert said == "Somebody has already taken this evaluation further."
    assert again(one).called_off_reason == REASON


def test_the_school_and_the_team_are_told_once(wiltshire: Council) -> None:
    one = planned(wiltshire)
    with_evaluator(one, wiltshire)
    Notification.objects.all().delete()
    off(one, wiltshire)
    told = Notification.objects.filter(path=one.get_absolute_url())
    assert {row.title for row in told} == {
        "An evaluation is called off: Hawthorn Primary School"
    }
    names = sorted(row.recipient.email.partition("@")[0] for row in told)
    assert names == ["cora", "dev", "helen", "rita", "theo"]
    (event,) = Event.objects.about(one).filter(verb="evaluation.called_off")
    assert REASON not in str(event.data)


def test_nothing_more_is_due_for_it(wiltshire: Council) -> None:
    one = taken_to("conducted", wiltshire)
    up_to_date(wiltshire.hawthorn)
    rows = Obligation.objects.filter(activity__startswith="evaluation_")
    assert rows.open().count() == 2
    off(one, wiltshire)
    up_to_date(wiltshire.hawthorn)
    assert rows.open().count() == 0
    assert {row.cancelled for row in rows} == {"not_asked"}


def test_intensive_support_does_not_go_on_from_an_evaluation_that_was_called_off(
    wiltshire: Council,
) -> None:
    from engagement.services.decisions import approve
    from plans.models import IntensiveCase
    from tests.frameworks.fitting import viewed_fit
    from tests.universe import TODAY

    approve(assignment=viewed_fit(wiltshire, day=TODAY), by=wiltshire.rita)
    case_sweep.open_cases(10)
    off(taken_to("conducted", wiltshire), wiltshire)
    case_sweep.follow_work(10)
    assert IntensiveCase.objects.get().state == CaseState.EVALUATION
    taken_to("conducted", wiltshire)
    case_sweep.follow_work(10)
    assert IntensiveCase.objects.get().state == CaseState.PLANNING


def test_what_the_team_wrote_stays_with_the_team(wiltshire: Council) -> None:
    one = planned(wiltshire)
    with_evaluator(one, wiltshire)
    one = taken_to("feedback_given", wiltshire, one)
    reporting.write_draft(
        evaluation=again(one),
        texts={"findings": "Reading is taught well."},
        expected_version=0,
        by=wiltshire.sam,
    )
    off(one, wiltshire)
    for who in (wiltshire.sam, wiltshire.theo, wiltshire.rita):
        assert "Read the draft as it was left" in read(who, page("evaluation", one))
        assert "Reading is taught well." in read(who, page("evaluation_report", one))
        assert "Summaries of key issues" in read(who, page("evaluation_summaries", one))
    for who in (wiltshire.helen, wiltshire.gus):
        assert "draft as it was left" not in read(who, page("evaluation", one))
        get(who, page("evaluation_report", one), status=403)


def test_whoever_had_feedback_still_reads_the_grades_and_nobody_else_begins_to(
    wiltshire: Council,
) -> None:
    told = off(taken_to("feedback_given", wiltshire), wiltshire)
    for who in (wiltshire.helen, wiltshire.gus, wiltshire.sam):
        assert "Good" in read(who, page("evaluation_grades", told))
    get(wiltshire.dev, page("evaluation_grades", told), status=403)
    untold = off(taken_to("conducted", wiltshire), wiltshire)
    for who in (wiltshire.helen, wiltshire.gus, wiltshire.dev):
        get(who, page("evaluation_grades", untold), status=403)


def test_its_team_and_its_readers_stay_as_they_are(wiltshire: Council) -> None:
    one = off(planned(wiltshire), wiltshire)
    said = refused(
        lambda: add_evaluator(
            evaluation=one,
            person=wiltshire.persons["rita"],
            until=None,
            by=wiltshire.sam,
        )
    )
    assert said == "The evaluation is called off, so the team stays as it is."
    said = refused(
        lambda: facts.let_deputies_read(evaluation=one, reads=True, by=wiltshire.helen)
    )
    assert said == "The evaluation is called off. Who reads it stays as it is."


def test_it_is_called_off_on_its_page_and_another_is_planned(
    wiltshire: Council,
) -> None:
    one = planned(wiltshire)
    sam = signed_in(wiltshire.sam)
    path = page("evaluation_call_off", one)
    assert path in sam.get(one.get_absolute_url()).content.decode()
    empty = sam.post(path, {"reason": " ", "submit_token": new_token()})
    assert empty.status_code == 422
    sent: dict[str, Any] = {"reason": REASON, "submit_token": new_token()}
    for _ in range(2):
        answer = sam.post(path, sent)
        assert answer.headers["Location"] == one.get_absolute_url()
    text = read(wiltshire.sam, page("evaluation", one))
    assert "Call the evaluation off" not in text
    assert "Called off here" in text
    listed = read(
        wiltshire.sam,
        reverse("visits:school_evaluations", args=[wiltshire.hawthorn.pk]),
    )
    assert "Called off" in listed
    assert "draft due" not in listed
    planned(wiltshire)
    assert Evaluation.objects.count() == 2


def test_the_database_keeps_it_whole(wiltshire: Council) -> None:
    one = planned(wiltshire)
    rows = Evaluation.objects.filter(pk=one.pk)
    for broken in (
        {"state": EvaluationState.CALLED_OFF},
        {"called_off_reason": "Why"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)
