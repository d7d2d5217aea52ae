"""Visits of validation: their workflow, and when a school is due for one (DER-13)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from engagement.rules.cadence import add_months
from sitrack.core.rules import RuleBroken, Transition

OFFICER, SENIOR = "officer", "senior"
TRANSITIONS = {
    step.verb: step
    for step in (
        Transition("agree", frozenset({"proposed"}), "agreed", SENIOR),
        Transition("hold", frozenset({"agreed"}), "held", OFFICER),
        Transition(
            "cancel",
            frozenset({"proposed", "agreed"}),
            "cancelled",
            OFFICER,
            needs_note=True,
        ),
    )
}
STANDS = {
    "proposed": "It is proposed and waits to be agreed.",
    "agreed": "It is agreed already.",
    "held": "It was held already. Plan the next one.",
    "cancelled": "It was cancelled. Plan another one.",
}
# How long before its last day a school is called due; ours.
DUE_WITHIN = timedelta(days=183)
OVERDUE, DUE, SCHEDULED, IN_CYCLE = "overdue", "due", "scheduled", "in_cycle"


@dataclass(frozen=True)
class Standing:
    """Where a school stands in the cycle; without ``due_on`` it never had one."""

    status: str
    due_on: date | None = None
    days: int = 0
    scheduled_on: date | None = None

    @property
    def words(self) -> str:
        """ "Overdue by 1 day, scheduled for 9 March 2026"."""
        said = {OVERDUE: self._overdue(), DUE: self._due()}.get(self.status, "")
        planned = (
            f"scheduled for {self.scheduled_on:%-d %B %Y}" if self.scheduled_on else ""
        )
        if self.status == IN_CYCLE:
            return "In cycle"
        told = ", ".join(filter(None, (said, planned)))
        return told[:1].upper() + told[1:]

    def _overdue(self) -> str:
        return f"overdue by {self.days} day{'' if self.days == 1 else 's'}"

    def _due(self) -> str:
        if self.due_on is None:
            return "due: none is recorded yet"
        return f"due by {self.due_on:%-d %B %Y}"


def standing(
    *, last: date | None, scheduled: date | None, years: int, today: date
) -> Standing:
    """ACC-111: what is scheduled clears no delay; only what was held does."""
    if last is None:
        status = SCHEDULED if scheduled else DUE
        return Standing(status, None, 0, scheduled)
    due = add_months(last, 12 * years)
    if today > due:
        return Standing(OVERDUE, due, (today - due).days, scheduled)
    if scheduled:
        return Standing(SCHEDULED, due, 0, scheduled)
    return Standing(DUE if due - today <= DUE_WITHIN else IN_CYCLE, due)


def check_can(verb: str, *, state: str) -> None:
    """The second of two who press a button is told how it stands."""
    if state not in TRANSITIONS[verb].sources:
        raise RuleBroken(STANDS[state])


def check_plan(
    *, wanted: int, indicators: Collection[str], name: str, day: date, today: date
) -> None:
    """SCO-07: how many indicators a kind of visit looks at."""
    if len(indicators) != wanted:
        number = "1 indicator" if wanted == 1 else f"{wanted} indicators"
        raise RuleBroken(f"Choose {number}: that is what {name} looks at", "indicators")
    if day < today:
        raise RuleBroken("The day must be today or later", "scheduled_on")


def check_held(
    *, graded: Collection[str], indicators: Collection[str], day: date, today: date
) -> None:
    """The outcome is a grade of each indicator that was looked at."""
    if day > today:
        raise RuleBroken("It was held today or earlier", "held_on")
    if set(graded) != set(indicators):
        raise RuleBroken("Choose a grade for each indicator that was looked at")


def check_grading(*, grades: Collection[str], day: date, today: date) -> None:
    """A grading has a grade of the scale for at least one indicator, and has taken
    place."""
    if not grades:
        raise RuleBroken("Choose a grade for at least one indicator")
    if day > today:
        raise RuleBroken("The date must be today or earlier", "graded_on")
