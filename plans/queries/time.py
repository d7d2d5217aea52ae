"""What the page of a plan says about its time and its end, and what its reader can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from engagement.models import LevelAssignment, LevelState
from plans.models import EndEvaluation, Plan, PlanExtension, PlanState
from plans.queries.ending import step_down_of
from plans.queries.progress import Review
from plans.queries.reading import Priority
from plans.queries.timeline import Timeline, timeline_of
from plans.queries.timescale import Timescale, takes_board, timescale_of
from schools.access import may
from sitrack.core.models import User
from sitrack.core.roles import Capability

C = Capability


@dataclass(frozen=True)
class Act:
    """Something that the reader can do."""

    words: str
    href: str


@dataclass(frozen=True)
class Time:
    """Where the plan stands in time; empty while its days are not set."""

    timescale: Timescale | None = None
    timeline: Timeline | None = None
    evaluation: EndEvaluation | None = None
    step_down: LevelAssignment | None = None
    acts: tuple[Act, ...] = ()


def time_of(
    user: User,
    plan: Plan,
    priorities: list[Priority],
    reviews: list[Review],
    today: date,
) -> Time:
    """A query where the plan was asked to last longer, another in its transition. The
    plan is found with whether it was, and whether its school goes to a higher level."""
    longer = plan.was_asked_longer
    timescale = timescale_of(plan, today, was_asked_longer=longer)
    if plan.is_draft or timescale is None:
        return Time(acts=tuple(_acts_of_draft(user, plan)))
    found: EndEvaluation | None = getattr(plan, "evaluation", None)
    step_down = step_down_of(plan)
    return Time(
        timescale,
        timeline_of(timescale, priorities, reviews, today),
        found,
        step_down,
        tuple(_acts(user, timescale, found, step_down, today)),
    )


def _acts_of_draft(user: User, plan: Plan) -> Iterator[Act]:
    if plan.is_draft and may(user, C.END_PLAN, plan.school):
        yield _act(plan, "Cancel the plan", "plan_cancel")


def _acts(
    user: User,
    timescale: Timescale,
    evaluation: EndEvaluation | None,
    step_down: LevelAssignment | None,
    today: date,
) -> Iterator[Act]:
    plan = timescale.plan
    if plan.state == PlanState.ACTIVE:
        yield from _acts_on_time(user, timescale)
        yield from _acts_at_the_end(user, plan, evaluation)
    if plan.state == PlanState.TRANSITION:
        yield from _acts_in_transition(user, plan, step_down, today)
    if evaluation and may(user, C.COMMENT_ON_EVALUATION, plan.school):
        yield _act(plan, "Comment on the evaluation", "evaluation_comment")
    if plan.is_live and may(user, C.END_PLAN, plan.school):
        yield _act(plan, "Cancel the plan", "plan_cancel")


def _acts_on_time(user: User, timescale: Timescale) -> Iterator[Act]:
    plan, asked = timescale.plan, timescale.asked
    if asked and asked.asked_by_id != user.pk and decides(user, plan, asked):
        href = reverse("plans:extension_decide", args=[plan.pk, asked.pk])
        yield Act("Decide on a longer plan", href)
    if not asked and may(user, C.ASK_EXTENSION, plan.school):
        yield _act(plan, "Ask for a longer plan", "plan_extend")
    if takes_board(plan) and may(user, C.RECORD_BOARD, plan.school):
        yield _act(plan, "Interim Executive Board", "plan_board")


def _acts_at_the_end(
    user: User, plan: Plan, evaluation: EndEvaluation | None
) -> Iterator[Act]:
    if may(user, C.EVALUATE_PLAN, plan.school):
        words = "Change the evaluation" if evaluation else "Evaluate the plan"
        yield _act(plan, words, "evaluation_write")
    if not may(user, C.END_PLAN, plan.school):
        return
    if evaluation:
        yield _act(plan, "Start the transition", "plan_transition")
    if plan.goes_higher:
        yield _act(plan, "End the plan for a higher level", "plan_escalate")


def _acts_in_transition(
    user: User, plan: Plan, step_down: LevelAssignment | None, today: date
) -> Iterator[Act]:
    if not may(user, C.END_PLAN, plan.school):
        # Whoever decides the step-down leaves it to the officer to raise it.
        if step_down is None and may(user, C.EVALUATE_PLAN, plan.school):
            yield _act(plan, "Propose the level after the plan", "plan_step_down")
        return
    if step_down and _waits(step_down, today):
        yield _act(plan, "Bring the step-down forward", "plan_step_forward")
    yield _act(plan, "Close the plan", "plan_close")


def decides(user: User, plan: Plan, asked: PlanExtension) -> bool:
    """Whether what is asked for is the user's to decide."""
    past = asked.basis == PlanExtension.Basis.EXCEPTION
    return may(user, C.EXTEND_PLAN_PAST_LIMIT if past else C.EXTEND_PLAN, plan.school)


def _waits(step_down: LevelAssignment, today: date) -> bool:
    approved = step_down.state == LevelState.APPROVED
    return approved and step_down.effective_from > today


def _act(plan: Plan, words: str, name: str) -> Act:
    return Act(words, reverse(f"plans:{name}", args=[plan.pk]))
