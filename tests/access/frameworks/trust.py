"""What the world of a trust is made of."""

from tests.access.frameworks.part import Part
from tests.access.frameworks.trust_calendar import TRUST_CALENDAR
from tests.access.frameworks.trust_deployment import TRUST_DEPLOYMENT
from tests.access.frameworks.trust_phase import TRUST_PHASE

TRUST: tuple[Part, ...] = (TRUST_PHASE, TRUST_CALENDAR, TRUST_DEPLOYMENT)
