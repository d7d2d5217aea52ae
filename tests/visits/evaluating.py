"""Evaluations at any step, made through the services."""

from collections.abc import Callable
from datetime import date
from typing import Any

from engagement.queries.forms import form_of
from sitrack.core import calendar
from tests.universe import TODAY, Council
from visits.evaluation_kinds import judged_in, sections_of
from visits.models import Evaluation, EvaluationMember
from visits.services.evaluations import ending, facts, feedback, preparing, reporting
from visits.services.evaluations.day import Activity, add_activity, hold_evaluation
from visits.services.evaluations.feedback import Found, Judged
from visits.services.evaluations.planning import (
    EvaluationPlan,
    add_evaluator,
    plan_evaluation,
)

STEPS = [
    *("planned", "prep", "scheduled", "conducted", "feedback_given", "draft_sent"),
    *("factual_check", "final", "shared_with_governors", "closed"),
]
WRONG = "The school has 210 pupils."
RIGHT = "The school has 201 pupils."
TEXTS = {
    "findings": f"{WRONG} Reading is taught well.",
    "recommendations": "- Plan writing together.\n- Share what works.",
}


def planned(council: Council, **facts_: Any) -> Evaluation:
    """Sam plans an evaluation of Hawthorn for today, after its planning meeting."""
    framework = council.record("hawthorn").framework
    kind = form_of(framework, "evaluation").kinds[0]
    plan: dict[str, Any] = {
        "lead": council.persons["sam"],
        "meeting_on": TODAY,
        "evaluation_on": TODAY,
        "because": "The outcomes of 2025 fell.",
        **facts_,
    }
    return plan_evaluation(
        school=council.hawthorn,
        framework=framework,
        kind=kind,
        plan=EvaluationPlan(**plan),
        by=council.sam,
    )


def again(one: Evaluation) -> Evaluation:
    """The evaluation as a page opened now finds it."""
    found: Evaluation = Evaluation.objects.select_related(
        *("record__school", "record__year", "record__framework", "lead__user")
    ).get(pk=one.pk)
    return found


def with_evaluator(
    one: Evaluation, council: Council, who: str = "theo", until: date | None = None
) -> EvaluationMember:
    """Theo of another team evaluates beside Sam until the year ends."""
    return add_evaluator(
        evaluation=one,
        person=council.persons[who],
        until=until or date(2026, 7, 31),
        by=council.sam,
    )


def judged(one: Evaluation, **grades: str) -> Found:
    """Every judgement with a grade and its reasons."""
    return Found(
        judged={
            each.code: Judged(
                grades.get(each.code, "good"), f"What was seen of {each.label}."
            )
            for each in judged_in(one)
        },
        reviews={"governance": "The committee has met twice in a year."},
    )


def texts_of(one: Evaluation, **more: str) -> dict[str, str]:
    """A text for every section of the report."""
    written = {each.code: f"About {each.label}." for each in sections_of(one)}
    return {**written, **TEXTS, **more}


def taken_to(state: str, council: Council, one: Evaluation | None = None) -> Evaluation:
    """An evaluation that has come as far as this state, everything on one day."""
    one = one or planned(council)
    for step in STEPS[STEPS.index(one.state) + 1 : STEPS.index(state) + 1]:
        TAKES[step](again(one), council)
        one = again(one)
    return again(one)


def _prepare(one: Evaluation, council: Council) -> None:
    preparing.note_lines(
        evaluation=one,
        stage="preparation",
        statuses={"WIL-E-03": "seen"},
        by=council.sam,
    )


def _schedule(one: Evaluation, council: Council) -> None:
    preparing.write_focus(
        evaluation=one,
        focus="Writing in Key Stage 2",
        methodology="Lessons, books and talk.",
        expected_version=one.version,
        by=council.sam,
    )
    preparing.share_focus(evaluation=one, by=council.sam)


def _feed_back(one: Evaluation, council: Council) -> None:
    feedback.write_judgements(
        evaluation=one, found=judged(one), expected_version=one.version, by=council.sam
    )
    feedback.give_feedback(
        evaluation=one,
        day=calendar.today(),
        to="The headteacher, the chair and two governors",
        by=council.sam,
    )


def _send(one: Evaluation, council: Council) -> None:
    for member in one.members.all():
        reporting.give_summary(
            member=member,
            text="Reading is strong.",
            expected_version=member.version,
            by=council.sam,
        )
    reporting.write_draft(
        evaluation=one, texts=texts_of(one), expected_version=0, by=council.sam
    )
    reporting.send_draft(evaluation=one, by=council.sam)


TAKES: dict[str, Callable[[Evaluation, Council], object]] = {
    "prep": _prepare,
    "scheduled": _schedule,
    "conducted": lambda one, council: hold_evaluation(evaluation=one, by=council.sam),
    "feedback_given": _feed_back,
    "draft_sent": _send,
    "factual_check": lambda one, council: facts.finish_check(
        evaluation=one, by=council.helen
    ),
    "final": lambda one, council: ending.finalise(evaluation=one, by=council.sam),
    "shared_with_governors": lambda one, council: ending.discuss_with_governors(
        evaluation=one, day=calendar.today(), by=council.helen
    ),
    "closed": lambda one, council: ending.close_evaluation(
        evaluation=one, by=council.sam
    ),
}


def an_activity(**facts_: Any) -> Activity:
    return Activity(
        **{
            "kind": "WIL-E-31a",
            "who": "Four teachers",
            "subject": "English",
            "year_group": "Year 5",
            "notes": "Talk is well used.",
            **facts_,
        }
    )


def noted(one: Evaluation, council: Council, **facts_: Any) -> Any:
    """An activity that Sam noted."""
    return add_activity(evaluation=one, activity=an_activity(**facts_), by=council.sam)
