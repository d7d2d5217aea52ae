"""Plans of additional engagement, with a word in each of their texts."""

from plans.models import Plan
from tests.access.canaries import Canaries
from tests.plans.planning import opened
from tests.universe import Council


def make_plans(council: Council, canaries: Canaries) -> dict[str, Plan]:
    """A plan in each state that matters."""
    return {"draft": opened(council, "suf_24")}
