"""Plans under way, and reviews of them."""

from dataclasses import replace
from datetime import date
from typing import Any

from plans.models import Plan, PlanAction, PlanPriority, PlanReview
from plans.services.reviews import start_and_share, start_review
from plans.sittings import Rated, Reviewed, Sitting
from sitrack.core import clock
from sitrack.core.versions import take_next_version
from tests.plans.planning import opened
from tests.universe import TODAY, Council
from visits.models import Visit
from visits.services.content import Present

BEGAN, ENDS = date(2025, 9, 15), date(2026, 3, 27)
QUESTIONS = ("where_now", "who_does_what", "blocks", "other_support")
ACTIONS = {
    "Reading": ["Train every teacher in phonics", "Buy decodable books"],
    "Attendance": ["Call home on the first day of absence"],
}


SIX_ACTIONS = {
    **ACTIONS,
    "Attendance": [*ACTIONS["Attendance"], "Meet families twice a term"],
    "Governance": ["Train the new governors", "Visit each subject once a year"],
}


def under_way(
    council: Council,
    code: str = "suf_12",
    actions: dict[str, list[str]] = ACTIONS,
    **overrides: Any,
) -> Plan:
    """Hawthorn's plan since September, with its priorities and their actions, agreed
    by both sides and under way."""
    plan = opened(council, code)
    for order, (title, texts) in enumerate(actions.items(), start=1):
        priority = PlanPriority.objects.create(plan=plan, order=order, title=title)
        for place, text in enumerate(texts, start=1):
            PlanAction.objects.create(
                priority=priority,
                order=place,
                text=text,
                who="Helen Marsh",
                due_on=date(2025, 12, 1),
            )
    take_next_version(plan, expected=plan.version)
    for name, value in {**running_since(council), **overrides}.items():
        setattr(plan, name, value)
    plan.save()
    return plan


def running_since(council: Council) -> dict[str, Any]:
    """The columns of a plan that both sides agreed and that has begun."""
    return {
        "state": "active",
        "starts_on": BEGAN,
        "ends_on": ENDS,
        "la_agreed_by": council.sam,
        "la_agreed_at": clock.now(),
        "school_agreed_by": council.helen,
        "school_agreed_at": clock.now(),
    }


def action(plan: Plan, text: str = "Buy decodable books") -> PlanAction:
    return PlanAction.objects.get(priority__plan=plan, text=text)


def sitting(
    council: Council, plan: Plan, *, rags: tuple[str, ...] = (), **overrides: Any
) -> Sitting:
    """A review of today that lacks nothing; ``rags`` in the order of the actions."""
    actions = PlanAction.objects.filter(priority__plan=plan)
    rags = rags or ("amber",) * len(actions)
    whole = Sitting(
        held_on=TODAY,
        minutes=120,
        present=[
            Present("Sam Rowe", "SEP", council.persons["sam"]),
            Present("Helen Marsh", "Headteacher", council.persons["helen"]),
        ],
        answers={key: f"Said of {key}" for key in QUESTIONS},
        priorities=[
            Reviewed(priority.pk, f"{priority.title} moves on")
            for priority in plan.priorities.all()
        ],
        ratings=[
            Rated(one.pk, rag, f"{one.text}: seen in class")
            for one, rag in zip(actions, rags, strict=True)
        ],
        on_track=True,
    )
    return replace(whole, **overrides)


def visit_of(review: PlanReview) -> Visit:
    """The visit that a review is."""
    assert review.visit
    return review.visit


def drafted(council: Council, plan: Plan, **overrides: Any) -> PlanReview:
    """Sam's draft."""
    return start_review(
        plan=plan, sitting=sitting(council, plan, **overrides), by=council.sam
    )


def shared(council: Council, plan: Plan, **overrides: Any) -> PlanReview:
    """Sam's review, shared with the school."""
    return start_and_share(
        plan=plan, sitting=sitting(council, plan, **overrides), by=council.sam
    )


def off_track(council: Council, plan: Plan, day: date, **overrides: Any) -> PlanReview:
    """A review that says the plan is not on track."""
    return shared(
        council,
        plan,
        held_on=day,
        on_track=False,
        off_track_reasons="Two teachers have left",
        **overrides,
    )
