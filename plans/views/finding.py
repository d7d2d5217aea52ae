"""Finding the plan that a page is about, and saying whose it is."""

from typing import Any

from plans.models import Plan
from plans.queries.reading import who_can_see
from schools.access import get_visible_or_404
from sitrack.core.models import User

# The framework's long lists of words, which no page of a plan shows.
UNSHOWN = tuple(
    f"record__framework__{column}" for column in ("labels", "offers", "traded")
)


def find_plan(user: User, pk: int) -> Plan:
    """The plan in the user's scope, or 404."""
    rows = Plan.objects.select_related(
        "school", "record__year", "record__framework", "level", "template"
    ).defer(*UNSHOWN)
    found: Plan = get_visible_or_404(rows, user, pk=pk)
    found.record.school = found.school
    return found


def whose(plan: Plan) -> dict[str, Any]:
    """What every page of a plan says: whose it is, its state, and who can see it."""
    return {
        "plan": plan,
        "school": plan.school,
        "record": plan.record,
        "labels": plan.template.labels,
        "readers": who_can_see(plan),
    }
