"""The pages of plans of additional engagement, for the table of access."""

from tests.access.places import plan
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
DRAFT = "    - o o o . . . . o . o . o o o ."

PLANS: dict[str, tuple[Row, ...]] = {
    "plans:plan": (Row(plan("draft"), DRAFT, "GET"),),
}
