"""The evaluation at the end: by whom, what it says, and the school beside it."""

from dataclasses import replace
from datetime import date

import pytest

from engagement.models import TimeEntry
from plans.models import EndEvaluation
from plans.queries.ending import asked_to
from plans.services.evaluations import (
    Evaluation,
    Taking,
    change_evaluation,
    comment_on_evaluation,
    record_evaluation,
)
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.plans.running import FIVE, evaluated, evaluation, reviewed, running
from tests.universe import TODAY, Council
from visits.models import Visit


def without(council: Council, name: str, *, because: str | None) -> Evaluation:
    """The evaluation with somebody left out, or absent for a reason."""
    taking = []
    for one in evaluation(council).taking:
        if one.name != name:
            taking.append(one)
        elif because is not None:
            taking.append(replace(one, absent_because=because))
    return evaluation(council, taking=tuple(taking))


@pytest.mark.item("SUF-A-20", "SUF-A-21", "SUF-D-04")
def test_the_evaluation_says_how_far_the_plan_came_when_and_with_whom(
    council: Council,
) -> None:
    found = evaluated(council)
    assert found.summary == "Writing has come back to where it was."
    assert (found.held_on, found.outcome) == (TODAY, "met")
    assert [(one.name, one.job_title) for one in found.present.all()] == list(FIVE)
    event = Event.objects.about(found.plan).first()
    assert event
    assert event.sentence == "recorded the evaluation of the plan: objectives met"
    told = Notification.objects.filter(title__startswith="A plan was evaluated")
    assert {one.recipient for one in told} == {
        *(council.helen, council.dev, council.rita)
    }


@pytest.mark.item("SUF-A-22", "SUF-W-15")
def test_acc_058_the_people_of_the_last_review_are_asked_to_it(
    council: Council,
) -> None:
    plan = running(council)
    assert asked_to(plan) == []
    reviewed(council, plan)
    assert [one.name for one in asked_to(plan)] == [name for name, _ in FIVE]


@pytest.mark.item("SUF-A-22")
def test_acc_058_nobody_of_the_last_review_is_dropped_without_a_word(
    council: Council,
) -> None:
    plan = running(council)
    reviewed(council, plan)
    gone = without(council, "Theo Grant", because=None)
    with pytest.raises(RuleBroken) as refused:
        record_evaluation(plan=plan, evaluation=gone, by=council.sam)
    assert refused.value.message == (
        "Theo Grant took part in the last review. Say why they were not there, in a"
        " word or two."
    )
    absent = without(council, "Theo Grant", because="On leave")
    found = record_evaluation(plan=plan, evaluation=absent, by=council.sam)
    theo = found.present.get(name="Theo Grant")
    assert theo.absent_because == "On leave"
    assert found.visit
    there = {line.name for line in found.visit.attendees.all()}
    assert there == {name for name, _ in FIVE} - {"Theo Grant"}


@pytest.mark.item("SUF-A-20")
def test_the_evaluation_is_a_visit_too_whose_time_counts(council: Council) -> None:
    found = evaluated(council)
    visit = Visit.objects.get(end_evaluation=found)
    assert (visit.state, visit.date, visit.minutes) == ("shared", TODAY, 90)
    assert visit.visit_type
    assert visit.visit_type.code == "end_evaluation"
    entry = TimeEntry.objects.get()
    assert (entry.minutes, entry.counted, entry.category.code) == (
        *(90, True, "plan_review"),
    )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"held_on": date(2025, 11, 11)}, "held_on"),
        ({"held_on": date(2025, 9, 14)}, "held_on"),
        ({"summary": "  "}, "summary"),
        ({"taking": ()}, "others"),
        ({"taking": (Taking("Helen Marsh", absent_because="Ill"),)}, "others"),
    ],
)
def test_what_is_missing_is_named(
    council: Council, facts: dict[str, object], field: str
) -> None:
    plan = running(council)
    with pytest.raises(RuleBroken) as refused:
        record_evaluation(
            plan=plan, evaluation=evaluation(council, **facts), by=council.sam
        )
    assert refused.value.field == field
    assert not EndEvaluation.objects.exists()
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [("draft", "not under way yet"), ("agreed", "not under way yet")],
)
def test_a_plan_that_is_not_under_way_is_not_evaluated(
    council: Council, state: str, words: str
) -> None:
    plan = running(council, state=state)
    with pytest.raises(RuleBroken, match=words):
        record_evaluation(plan=plan, evaluation=evaluation(council), by=council.sam)


def test_a_plan_is_evaluated_once(council: Council) -> None:
    plan = evaluated(council).plan
    with pytest.raises(RuleBroken, match="evaluation already"):
        record_evaluation(plan=plan, evaluation=evaluation(council), by=council.sam)


def test_it_is_changed_while_the_plan_is_under_way_and_keeps_its_history(
    council: Council,
) -> None:
    found = evaluated(council)
    seen = found.version
    to = evaluation(council, summary="Nearly there.", outcome="partly")
    change_evaluation(evaluation=found, to=to, expected_version=seen, by=council.sam)
    found.refresh_from_db()
    assert (found.summary, found.outcome) == ("Nearly there.", "partly")
    kept = {row.summary for row in found.history.all()}
    assert kept == {"Nearly there.", "Writing has come back to where it was."}
    with pytest.raises(Stale):
        change_evaluation(
            evaluation=found, to=to, expected_version=seen, by=council.rita
        )


def test_its_visit_follows_it_and_keeps_what_else_its_note_says(
    council: Council,
) -> None:
    found = evaluated(council)
    to = evaluation(council, summary="Nearly there.", minutes=120)
    change_evaluation(
        evaluation=found, to=to, expected_version=found.version, by=council.sam
    )
    visit = Visit.objects.get(end_evaluation=found)
    texts = {one.prompt.key: one.text for one in visit.sections.all()}
    assert (visit.minutes, texts["summary"]) == (120, "Nearly there.")
    counted = [one.minutes for one in TimeEntry.objects.filter(reversed_by_entry=None)]
    assert 120 in counted


@pytest.mark.item("SUF-D-04")
def test_the_school_comments_beside_it(council: Council) -> None:
    found = evaluated(council)
    with pytest.raises(RuleBroken, match="Enter your comment"):
        comment_on_evaluation(
            evaluation=found,
            text=" ",
            expected_version=found.version,
            by=council.helen,
        )
    comment_on_evaluation(
        evaluation=found,
        text="The teachers did this.",
        expected_version=found.version,
        by=council.helen,
    )
    found.refresh_from_db()
    assert found.school_comment == "The teachers did this."
    told = Notification.objects.filter(title__startswith="The school commented on a")
    assert {one.recipient for one in told} == {council.sam, council.rita}
