"""How a plan stands against its end and its level's limit (DER-11)."""

from dataclasses import dataclass
from datetime import date

from plans.rules.limits import Limit

NEAR_DAYS = 30


@dataclass(frozen=True)
class Standing:
    """A plan's days, as they are told today.

    ``days_left`` is negative once the end has passed. A plan is over its limit where
    it still runs past the last day of its level, with an extension or without.
    """

    is_running: bool
    ends_on: date
    days_left: int
    limit: Limit | None
    extended: bool

    @property
    def is_near(self) -> bool:
        """It ends within 30 days."""
        return self.is_running and 0 <= self.days_left < NEAR_DAYS

    @property
    def is_past(self) -> bool:
        """Its end has passed and nobody has decided what follows."""
        return self.is_running and self.days_left < 0

    @property
    def is_over(self) -> bool:
        """It runs past what its level allows, or past its own end."""
        return self.is_past or (self.is_running and self._past_limit)

    @property
    def _past_limit(self) -> bool:
        if self.limit is None or not self.limit.is_known:
            return False
        return self.days_left < (self.ends_on - self.limit.last_day).days

    @property
    def needs_attention(self) -> bool:
        """DER-11: ends within 30 days, or over the limit with or without extension."""
        return self.is_near or self.is_over

    @property
    def words(self) -> str:
        """One sentence, as both sides read it."""
        end = f"{self.ends_on:%-d %B %Y}"
        if not self.is_running:
            return f"The timescale ends on {end}."
        if self.is_past:
            return (
                f"Past its end: the timescale ended on {end}, {_ago(-self.days_left)},"
                " and was not extended."
            )
        if self.is_over and self.limit:
            last = f"{self.limit.last_day:%-d %B %Y}"
            how = "extended" if self.extended else "agreed"
            return f"Over its limit of {last}, {how} until {end}."
        if self.is_near:
            return f"Near its end: {_left(self.days_left)}, on {end}."
        return f"The timescale ends on {end}, {_left(self.days_left)}."


def standing_of(
    *, is_running: bool, ends_on: date, limit: Limit | None, extended: bool, today: date
) -> Standing:
    """How a plan stands today; one in transition has left its timescale behind."""
    return Standing(is_running, ends_on, (ends_on - today).days, limit, extended)


def _left(days: int) -> str:
    if days == 0:
        return "today"
    return "1 day left" if days == 1 else f"{days} days left"


def _ago(days: int) -> str:
    return "1 day ago" if days == 1 else f"{days} days ago"
