"""The next steps that a note shows, as it says them and as they are (INV-08)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sitrack.core.prepared import prepared
from visits.models import FollowUp, NextStep, Visit
from visits.models.steps import StepState, changed_since


def found_words(outcome: str, note: str) -> str:
    """What became of a step, with what was said of it."""
    label = str(FollowUp.Outcome(outcome).label)
    return f"{label}: {note}" if note else label


class StepLine(NamedTuple):
    """A next step as a note shows it; ``found`` is set where it was followed up."""

    order: int
    text: str
    due_on: date | None
    who: str
    state: str
    pk: int
    now_due_on: date | None
    now_who: str
    carried_into: str
    cost: str
    found: str
    found_note: str

    @property
    def since(self) -> str:
        """What has changed since the note was final, in words."""
        moved, given = self.now_due_on != self.due_on, self.now_who != self.who
        return changed_since(
            self.now_due_on if moved else None, self.now_who if given else ""
        )

    @property
    def state_words(self) -> str:
        return str(StepState(self.state).label)

    @property
    def found_words(self) -> str:
        return found_words(self.found, self.found_note)


@dataclass(frozen=True)
class Steps:
    """The steps that a note shows: its own, and those of earlier visits it found."""

    own: list[StepLine]
    followed_up: list[StepLine]


def steps_of(visit: Visit) -> Steps:
    """A note's steps and those it followed up: two queries where it did."""
    found: list[StepLine] = []
    if getattr(visit, "has_follow_ups", True):
        found = sorted((_line(*row) for row in _followed_up(visit.pk)), key=_by_due)
    return Steps(own=[_line(*row) for row in _own(visit.pk)], followed_up=found)


COLUMNS = (
    *("order", "text", "due_on", "who", "state", "pk", "agreed_due_on", "agreed_who"),
    *("visit__record", "record", "record__year__label", "cost"),
)


@prepared
def _own(visit: int) -> Any:
    steps = NextStep.objects.filter(visit=visit).order_by("order")
    return steps.values_list(*COLUMNS)


@prepared
def _followed_up(visit: int) -> Any:
    columns = (*(f"step__{name}" for name in COLUMNS), "outcome", "note")
    return FollowUp.objects.filter(visit=visit).order_by().values_list(*columns)


def _line(
    order: int,
    text: str,
    due_on: date | None,
    who: str,
    state: str,
    pk: int,
    agreed_due_on: date | None,
    agreed_who: str,
    made_in: int,
    now_in: int,
    year: str,
    cost: str,
    found: str = "",
    note: str = "",
) -> StepLine:
    """A line from a step's columns: first as its note says, then as it is now."""
    return StepLine(
        *(order, text, agreed_due_on or due_on, agreed_who or who, state, pk),
        now_due_on=due_on,
        now_who=who,
        carried_into="" if now_in == made_in else year,
        cost=cost,
        found=found,
        found_note=note,
    )


def _by_due(line: StepLine) -> tuple[date, int]:
    return line.due_on or date.max, line.order
