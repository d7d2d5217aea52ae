"""What a school's phase allows of the trust's people, against what it was given."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engagement.models import Deployment, EntitlementLine, SchoolYearRecord
from engagement.queries.deployments import SHARE, share_at
from engagement.queries.phases import Board
from sitrack.core.models import HalfTerm
from visits.models import Visit

VISIT = "visit"


@dataclass(frozen=True)
class Line:
    """A line of what the phase brings; ``given`` is None where it is not counted."""

    text: str
    least: Decimal | None
    most: Decimal | None
    given: Decimal | None
    unit: str

    @property
    def is_over(self) -> bool:
        return (
            self.given is not None
            and self.most is not None
            and (self.given > self.most)
        )

    @property
    def is_under(self) -> bool:
        floor = self.least if self.unit == SHARE else self.most
        return self.given is not None and floor is not None and self.given < floor


@dataclass(frozen=True)
class Deployed:
    """The lines of the phase, and who is deployed now and later."""

    lines: tuple[Line, ...]
    people: tuple[Deployment, ...]


def deployed_at(record: SchoolYearRecord, board: Board, day: date) -> Deployed:
    """Shares of a week on a day, and visits in its half-term: four queries."""
    rows = EntitlementLine.objects.filter(level=board.level, kind="quantity")
    lines = tuple(
        Line(
            one.text,
            one.quantity_min,
            one.quantity_max,
            _given(record, one.unit, day),
            one.unit,
        )
        for one in rows.order_by("order")
    )
    people = Deployment.objects.filter(school=record.school).select_related("person")
    listed = tuple(one for one in people if one.ends_on is None or one.ends_on >= day)
    return Deployed(lines, listed)


def _given(record: SchoolYearRecord, unit: str, day: date) -> Decimal | None:
    if unit == SHARE:
        return share_at(record.school, day)
    if unit != VISIT:
        return None
    halves = HalfTerm.objects.filter(term__year=record.year, start__lte=day)
    half = halves.order_by("-start").first()
    if half is None:
        return Decimal(0)
    visits = Visit.objects.held().filter(record=record, date__gte=half.start)
    return Decimal(visits.filter(date__lte=day).count())
