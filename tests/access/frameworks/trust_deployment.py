"""Somebody is deployed to Hawthorn for more than its phase allows."""

from decimal import Decimal

from engagement.services.deployments import Deployed, deploy
from tests.access.canaries import LA, LEADERS, TEAM, Canaries
from tests.access.frameworks.part import Part, Things
from tests.access.places import record
from tests.access.row import Row
from tests.universe import TODAY, Council


def add(council: Council, canaries: Canaries) -> Things:
    """The reason why is read by those who work on it."""
    reason = canaries.word("overshare", LA | LEADERS | TEAM)
    made = deploy(
        record=council.record(),
        deployed=Deployed(
            council.persons["sam"], Decimal("0.5"), TODAY, over_reason=reason
        ),
        by=council.rita,
    )
    return {"deployment": made}


#            no he de co gu se od ev sa ol ri ro ha de th ad
DEPLOYS = "  - x x x x x . . x . o . o x x ."

TRUST_DEPLOYMENT = Part(
    add,
    {
        "engagement:deployment_add": (Row(record("hawthorn"), DEPLOYS),),
        "engagement:deployment_end": (
            Row(
                lambda council, world: {
                    "pk": council.records["hawthorn"].pk,
                    "deployment": world.things["deployment"].pk,
                },
                DEPLOYS,
            ),
        ),
    },
)
