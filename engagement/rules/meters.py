"""What a school has used of what it is entitled to, in whatever unit (DER-04).

An entitlement may be in days, visits, meetings or shares of a full week; time in the
ledger is turned into days by how many hours a day has, other uses are handed in by the
apps above.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

Span = tuple[date, date]
HALF = Decimal("0.5")
# A share of somebody's week is given, and nothing of it is left over.
GIVEN = {"fte": "given now"}
UNITS = {
    "day": ("day", "days"),
    "visit": ("visit", "visits"),
    "meeting": ("meeting", "meetings"),
    "fte": ("of a full week", "of a full week"),
}
PERIODS = {
    "week": "a week",
    "half_term": "a half-term",
    "term": "a term",
    "large_term": "a large term",
    "year": "a year",
}


@dataclass(frozen=True)
class Use:
    """So much of a unit on a day, under a category, by somebody in these roles."""

    day: date
    amount: Decimal
    category: str = ""
    roles: frozenset[str] = frozenset()
    counted: bool = True


@dataclass(frozen=True)
class Share:
    """A part of an entitlement for one purpose, with a cap in a shorter period."""

    purpose: str
    quantity: Decimal
    categories: frozenset[str]
    cap: Decimal | None = None
    cap_per: str = ""


@dataclass(frozen=True)
class Allowed:
    """One line of the definition: so much of a unit in a period."""

    code: str
    text: str
    unit: str
    per: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    role: str = ""
    categories: frozenset[str] = frozenset()
    chargeable: bool = False
    unit_hours: Decimal | None = None
    shares: tuple[Share, ...] = ()

    def counts(self, use: Use) -> bool:
        """Whether a use is of this line: its categories, else whatever counts."""
        if self.role and use.roles and self.role not in use.roles:
            return False
        return use.category in self.categories if self.categories else use.counted


@dataclass(frozen=True)
class ShareUsed:
    """What was used for one purpose, in all and in the present period of its cap."""

    share: Share
    used: Decimal
    used_in_cap: Decimal

    @property
    def over(self) -> bool:
        return self.used > self.share.quantity

    @property
    def over_cap(self) -> bool:
        return self.share.cap is not None and self.used_in_cap > self.share.cap

    def words(self, unit: str) -> str:
        """The figures in plain words, without the purpose’s own name."""
        said = f"{counted(self.share.quantity, unit)}; {figure(self.used, unit)} used"
        if self.share.cap is None:
            return f"{said}."
        period = PERIODS[self.share.cap_per]
        return (
            f"{said}. No more than {counted(self.share.cap, unit)} {period}:"
            f" {figure(self.used_in_cap, unit)} used in this one."
        )


@dataclass(frozen=True)
class Meter:
    """What was used of one line in its period."""

    allowed: Allowed
    used: Decimal
    shares: tuple[ShareUsed, ...] = ()

    @property
    def left(self) -> Decimal | None:
        return None if self.allowed.most is None else self.allowed.most - self.used

    @property
    def over(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def under(self) -> bool:
        """Whether it is less than what the school is to have at least."""
        least = self.allowed.least
        return least is not None and self.used < least

    @property
    def is_exact(self) -> bool:
        """Whether the figure in half days says all of the time."""
        return self.allowed.unit != "day" or self.used % HALF == 0

    @property
    def words(self) -> str:
        """Used against allowed: "3 days a year; 1½ used, 1½ left."."""
        unit = self.allowed.unit
        said = f"{_quantity(self.allowed)}; {'' if self.is_exact else 'about '}"
        said += f"{figure(self.used, unit)} {GIVEN.get(unit, 'used')}"
        if self.left is None or (unit in GIVEN and self.left >= 0):
            return f"{said}."
        if self.over:
            return f"{said}, over by {figure(-self.left, unit)}."
        return f"{said}, {figure(self.left, unit)} left."


def measure(allowed: Allowed, uses: Iterable[Use], spans: Mapping[str, Span]) -> Meter:
    """Used against allowed in the periods that hold the day of reading.

    A line without a period is read as it stands: every use that is handed in counts.
    """
    own = [use for use in uses if allowed.counts(use)]
    shares = tuple(
        ShareUsed(
            share,
            _sum(_of(own, share), spans, allowed.per),
            _sum(_of(own, share), spans, share.cap_per),
        )
        for share in allowed.shares
    )
    return Meter(allowed, _sum(own, spans, allowed.per), shares)


def passed_by(meter: Meter, amount: Decimal, category: str) -> str:
    """What this much more would pass, in words: the whole, the purpose’s part or its
    cap (WIL-T-02); empty where there is room."""
    unit, allowed = meter.allowed.unit, meter.allowed
    if allowed.most is not None and meter.used + amount > allowed.most:
        return _quantity(allowed)
    for one in meter.shares:
        if category not in one.share.categories:
            continue
        cap = one.share.cap
        if cap is not None and one.used_in_cap + amount > cap:
            return f"{counted(cap, unit)} {PERIODS[one.share.cap_per]} for this purpose"
        if one.used + amount > one.share.quantity:
            return f"{counted(one.share.quantity, unit)} for this purpose"
    return ""


def counted(quantity: Decimal, unit: str) -> str:
    """A quantity with its unit: "½ day", "1½ days", "2 visits"."""
    one, many = UNITS[unit]
    return f"{figure(quantity, unit)} {one if quantity <= 1 else many}"


def figure(quantity: Decimal, unit: str) -> str:
    """A quantity as people say it; days are counted in halves."""
    if unit != "day":
        return f"{quantity.normalize():f}"
    halves = int((quantity / HALF).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    whole, half = divmod(halves, 2)
    if not half:
        return str(whole)
    return f"{whole or ''}½"


def _quantity(allowed: Allowed) -> str:
    """What is allowed, in words: "3 days a year", "0.2 to 0.4 full-time equivalent"."""
    most = allowed.most if allowed.most is not None else allowed.least
    said = counted(most or Decimal(0), allowed.unit)
    if allowed.least is not None and allowed.least != most:
        said = f"{figure(allowed.least, allowed.unit)} to {said}"
    of_a_period = allowed.per and allowed.unit not in GIVEN
    return f"{said} {PERIODS[allowed.per]}" if of_a_period else said


def _of(uses: Iterable[Use], share: Share) -> list[Use]:
    return [use for use in uses if use.category in share.categories]


def _sum(uses: Iterable[Use], spans: Mapping[str, Span], per: str) -> Decimal:
    span = spans.get(per)
    within = (one for one in uses if span is None or span[0] <= one.day <= span[1])
    return sum((one.amount for one in within), Decimal(0))
