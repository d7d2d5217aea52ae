"""What is asked of the service as a whole, once each term or quarter (CAD-09, CAD-14)."""

from dataclasses import dataclass
from typing import Literal

from engagement.definitions.choices import Anchor, Role

OfService = Literal["levels_reviewed", "themes_reported"]
COUNTED_BY: dict[str, Anchor] = {
    "levels_reviewed": "term",
    "themes_reported": "quarter",
}


@dataclass(frozen=True)
class ServiceDuty:
    """One thing, due by the last working day of a term or of a quarter, of whoever holds
    the role."""

    code: str
    activity: OfService
    label: str
    responsible: Role

    @property
    def anchor(self) -> Anchor:
        """What it is counted by."""
        return COUNTED_BY[self.activity]


@dataclass(frozen=True)
class ServiceDuties:
    """Kept whole by a version (``form_of(framework, "service_due")``)."""

    duties: tuple[ServiceDuty, ...]
