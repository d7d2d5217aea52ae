"""Which parts the world of each framework is made of, in the order they are added."""

from tests.access.frameworks.evaluation_pages import EVALUATIONS
from tests.access.frameworks.levels import LEVELS
from tests.access.frameworks.part import FrameworkWorld, Part
from tests.access.frameworks.planned import DRAWN_PLANS
from tests.access.frameworks.pooled_visits import POOLED
from tests.access.frameworks.scotland_contacts import CONTACTS
from tests.access.frameworks.scotland_gradings import GRADINGS
from tests.access.frameworks.scotland_reports import REPORTS
from tests.access.frameworks.self_evaluations import SELF_EVALUATIONS
from tests.access.frameworks.support import SUPPORT
from tests.access.frameworks.trust import TRUST
from tests.access.frameworks.wiltshire_notes import NOTES
from tests.universe import Council

PARTS: dict[str, tuple[Part, ...]] = {
    "wiltshire": (
        NOTES,
        SELF_EVALUATIONS,
        POOLED,
        EVALUATIONS,
        LEVELS,
        DRAWN_PLANS,
        SUPPORT,
    ),
    "trust": (),
    "scotland": (GRADINGS, CONTACTS, REPORTS),
}
# Those of a trust stand by themselves.
PARTS["trust"] = TRUST


def build_world_of(framework: str, council: Council) -> FrameworkWorld:
    """Something of everything that is confidential where this framework is at work."""
    world = FrameworkWorld()
    for part in PARTS[framework]:
        made = part.add(council, world.canaries)
        assert not made.keys() & world.things.keys()
        world.things |= made
    return world
