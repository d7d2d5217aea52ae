"""A plan as full as they come: thirty actions, and a review every so often."""

from datetime import date, timedelta

from plans.models import Plan
from plans.services.editing import change_front
from tests.plans.planning import a_front, an_action, now, opened, with_priority
from tests.plans.reviewing import running_since, shared
from tests.universe import TODAY, Council

STARTED = date(2025, 9, 15)


def thirty_actions(
    council: Council, *, school: str = "hawthorn", code: str = "suf_24"
) -> Plan:
    """A draft with three priorities of ten actions each."""
    plan = opened(council, code, school=school)
    plan = change_front(
        plan=plan,
        front=a_front(council),
        expected_version=plan.version,
        by=council.sam,
    )
    for title in ("Reading", "Writing", "Attendance"):
        actions = [an_action(f"{title}: action {number}") for number in range(10)]
        with_priority(plan, *actions, by=council.sam, title=title)
    return now(plan)


def twelve_reviews(council: Council, *, school: str = "hawthorn") -> Plan:
    """The same plan under way, with twelve reviews that rated every action."""
    plan = thirty_actions(council, school=school)
    facts = {**running_since(council), "starts_on": STARTED}
    Plan.objects.filter(pk=plan.pk).update(**facts)
    for number in range(12):
        day = TODAY - timedelta(days=4 * (12 - number))
        shared(council, now(plan), held_on=day, minutes=5)
    return now(plan)
