"""What a headteacher may let a deputy do for a time ("if delegated", domain 4.2)."""

from django.db import models

from sitrack.core.roles.capability import Capability
from sitrack.core.roles.role import Role


class Delegable(models.TextChoices):
    """One thing that a headteacher gives to a deputy; its words are the framework's
    (``worded``)."""

    LEVELS = "levels", "propose {a_level} for the school"
    PLANS = "plans", "agree {a_plan} for the school"


DELEGATED: dict[Delegable, frozenset[Capability]] = {
    Delegable.LEVELS: frozenset({Capability.PROPOSE_LEVEL}),
    Delegable.PLANS: frozenset({Capability.AGREE_PLAN_FOR_SCHOOL}),
}
GIVES, TAKES = Role.HEADTEACHER, Role.DEPUTY
