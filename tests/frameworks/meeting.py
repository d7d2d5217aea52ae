"""Meetings of Wiltshire's plans at each of their states, made through the services."""

from datetime import date
from typing import Any

from plans.meetings import IMPACT, Given, Held, Rating, SchoolPart
from plans.models import Plan, PlanAction, PlanReview
from plans.services.meeting_steps import hold_meeting, return_part, send
from plans.sittings import ACTION
from sitrack.core.models import User
from tests.frameworks.planning import agreed
from tests.universe import Council
from visits.services.content import Present

EVALUATED = date(2025, 11, 10)


def meeting(plan: Plan, key: str = "three_months") -> PlanReview:
    """The plan's first or final meeting as it stands."""
    rows = PlanReview.objects.select_related("plan__template", "plan__school")
    return rows.exclude(state="cancelled").get(plan=plan, form=key)


def again(review: PlanReview) -> PlanReview:
    rows = PlanReview.objects.select_related("plan__template", "plan__school")
    return rows.get(pk=review.pk)


def sent(council: Council, plan: Plan | None = None) -> PlanReview:
    """The form of the three-month meeting, with the school."""
    review = meeting(plan or agreed(council))
    return send(
        review=review, answers={}, expected_version=review.version, by=council.sam
    )


def area_of(review: PlanReview) -> int:
    return int(review.plan.priorities.get(section="areas").pk)


def a_part(review: PlanReview, **answers: Given) -> SchoolPart:
    """The school's part, with nothing left out."""
    said = {
        "celebration": Given("Phonics results are up."),
        "not_met": Given(
            rows=[
                {"milestone": "Half at standard", "area": "Writing", "factors": "Staff"}
            ]
        ),
        "ht_comment": Given("The coaching helped."),
    }
    return SchoolPart({**said, **answers}, {area_of(review): "Books show progress."})


def returned(council: Council, review: PlanReview | None = None) -> PlanReview:
    """The same, with the school's part in."""
    review = review or sent(council)
    return return_part(
        review=review,
        part=a_part(review),
        expected_version=again(review).version,
        by=council.helen,
    )


def action(review: PlanReview, side: str) -> PlanAction:
    return PlanAction.objects.get(priority__plan=review.plan_id, side=side)


def what_was_held(
    council: Council, review: PlanReview, rag: str = "amber", **changed: Any
) -> Held:
    """A meeting that lacks nothing, every action in one colour."""
    ratings = [
        Rating(action(review, side).pk, ACTION, rag)
        for side in ("la", "school", "verification")
    ]
    found = Rating(action(review, "verification").pk, IMPACT, "green", "It agrees.")
    whole: dict[str, Any] = {
        "held_on": date(2026, 2, 10),
        "present": [Present("Helen Marsh", "Headteacher", council.persons["helen"])],
        "answers": {
            "la_comment": Given("A good discussion."),
            "next_actions": Given(rows=[{"action": "Moderate again", "who": "HT"}]),
            "support_level": Given("wil_vulnerable", "Writing is not secure yet."),
            "exit": Given("no", "Two criteria are not met."),
            "progress": Given("yes"),
        },
        "ratings": [*ratings, found],
        "impacts": {area_of(review): rag},
    }
    return Held(**{**whole, **changed})


def held(
    council: Council,
    review: PlanReview | None = None,
    *,
    by: User | None = None,
    **changed: Any,
) -> PlanReview:
    """The three-month meeting as it was recorded; the clock stands at its day."""
    review = review or returned(council)
    return hold_meeting(
        review=review,
        held=what_was_held(council, review, **changed),
        expected_version=again(review).version,
        by=by or council.sam,
    )
