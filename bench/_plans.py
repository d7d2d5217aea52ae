"""Plans as full as they come: thirty actions, and twelve reviews of all of them."""

from django.urls import reverse

from tests.plans.whole import thirty_actions, twelve_reviews
from tests.universe import Council


def place_plans(council: Council) -> dict[str, str]:
    """The addresses of a plan under way, and of the forms of a draft."""
    plan = twelve_reviews(council, school="ash")
    draft = thirty_actions(council, school="beech")
    first = draft.priorities.earliest("order")
    return {
        "plan": plan.get_absolute_url(),
        "plan-edit": reverse("plans:plan_edit", args=[draft.pk]),
        "plan-priority": reverse("plans:priority_edit", args=[draft.pk, first.pk]),
    }
