"""Several kinds of evaluation run on one engine, and each evaluator's own part."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from engagement.definitions.evaluations import EvaluationForm, EvaluationKind
from engagement.queries.forms import form_of
from sitrack.core import calendar
from sitrack.core.rules import RuleBroken
from tests.reports.pages import get, queries_of, read
from tests.universe import TODAY, Council
from tests.visits.evaluating import again, judged, planned, texts_of, with_evaluator
from visits import evaluation_kinds
from visits.evaluation_duties import given_by_evaluations
from visits.evaluation_kinds import judged_in, kinds_at, sections_of
from visits.models import Evaluation
from visits.services.evaluations import ending, facts, feedback, preparing, reporting
from visits.services.evaluations.day import hold_evaluation
from visits.services.evaluations.planning import EvaluationPlan, plan_evaluation

LEFT_OUT = {"preparation", "governors"}


@pytest.fixture
def focused(wiltshire: Council, monkeypatch: pytest.MonkeyPatch) -> EvaluationKind:
    """A second kind: one judgement that is chosen, no preparation, no governors and no
    clocks."""
    form = form_of(wiltshire.framework, "evaluation")
    usual: EvaluationKind = form.kinds[0]
    kind: EvaluationKind = replace(
        usual,
        code="focused",
        name="Focused visit",
        pick=1,
        clocks=None,
        stages=tuple(one for one in usual.stages if one.code not in LEFT_OUT),
    )
    both = EvaluationForm((usual, kind))
    monkeypatch.setattr(evaluation_kinds, "form_of", lambda framework, name: both)
    return kind


def plan(council: Council, kind: EvaluationKind, *judged_: str) -> Evaluation:
    return plan_evaluation(
        school=council.hawthorn,
        framework=council.framework,
        kind=kind,
        plan=EvaluationPlan(council.persons["sam"], TODAY, TODAY, judged=judged_),
        by=council.sam,
    )


def test_a_kind_may_judge_only_what_is_chosen(
    wiltshire: Council, focused: EvaluationKind
) -> None:
    for wrong in ((), ("leadership", "behaviour"), ("WIL-E-03",)):
        with pytest.raises(RuleBroken):
            plan(wiltshire, focused, *wrong)

    one = plan(wiltshire, focused, "leadership")
    assert [each.code for each in judged_in(one)] == ["leadership"]
    assert [each.code for each in sections_of(one)] == [
        *("findings", "leadership", "recommendations")
    ]


def test_a_kind_without_preparation_governors_and_clocks_goes_to_its_close(
    wiltshire: Council, focused: EvaluationKind
) -> None:
    sam, one = wiltshire.sam, plan(wiltshire, focused, "leadership")
    preparing.note_lines(
        evaluation=one, stage="meeting", statuses={"WIL-E-11": "seen"}, by=sam
    )
    assert again(one).state == "planned"
    preparing.write_focus(
        evaluation=one,
        focus="Leaders",
        methodology="Talk",
        expected_version=again(one).version,
        by=sam,
    )
    preparing.share_focus(evaluation=one, by=sam)
    hold_evaluation(evaluation=one, by=sam)
    feedback.write_judgements(
        evaluation=one,
        found=judged(one),
        expected_version=again(one).version,
        by=sam,
    )
    feedback.give_feedback(
        evaluation=one, day=calendar.today(), to="The headteacher", by=sam
    )
    reporting.write_draft(
        evaluation=one, texts=texts_of(one), expected_version=0, by=sam
    )
    reporting.send_draft(evaluation=one, by=sam)
    with pytest.raises(RuleBroken, match="has finished the check of facts"):
        ending.finalise(evaluation=one, by=sam)
    facts.finish_check(evaluation=one, by=wiltshire.helen)
    ending.finalise(evaluation=one, by=sam)
    words = read(sam, one.get_absolute_url())
    assert "Lead Evaluator closes the evaluation" in words
    assert "Governing body" not in words
    with pytest.raises(RuleBroken, match="already taken"):
        ending.discuss_with_governors(evaluation=one, day=TODAY, by=sam)
    ending.close_evaluation(evaluation=one, by=sam)

    assert again(one).state == "closed"
    given = given_by_evaluations([wiltshire.hawthorn.pk], TODAY)
    assert (given.anchors, given.done) == ([], [])


def test_the_record_of_another_version_takes_no_kind_that_it_does_not_have(
    wiltshire: Council,
) -> None:
    kind = replace(kinds_at(wiltshire.framework)[0], code="other")

    with pytest.raises(RuleBroken, match="has no such evaluation"):
        plan(wiltshire, kind)


@pytest.mark.item("WIL-R-04")
def test_an_evaluator_from_outside_finds_it_at_home_until_their_day(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    one = planned(wiltshire)
    with_evaluator(one, wiltshire, "odd", date(2025, 11, 20))
    home = wiltshire.birch.get_absolute_url()

    html = get(wiltshire.odd, home).content.decode()
    assert "You help to evaluate a school" in html
    assert f'href="{one.get_absolute_url()}"' in html
    assert "Provisional" in read(wiltshire.odd, one.get_absolute_url())
    clock.move_to("2025-11-21T10:00Z")
    assert "You help to evaluate" not in read(wiltshire.odd, home)
    get(wiltshire.odd, one.get_absolute_url(), status=404)


def test_a_home_of_suffolk_takes_no_query_for_it(council: Council) -> None:
    home = council.hawthorn.get_absolute_url()
    before = queries_of(council.helen, home)

    assert "You help to evaluate" not in read(council.helen, home)
    assert queries_of(council.helen, home) == before
