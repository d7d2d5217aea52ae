"""What a next step must say, and how it goes on (SUF-R-33, SM-9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sitrack.core.rules import RuleBroken
from visits.rules.words import say


@dataclass(frozen=True)
class Problem:
    """What is missing or wrong, and where: the form's field, and for a next step
    its place in the list, counted from 0."""

    field: str
    message: str
    row: int | None = None

    @property
    def sentence(self) -> str:
        """The message with its place, for where no row stands beside it."""
        if self.row is None:
            return self.message
        return f"Next step {self.row + 1}: {self.message}"


@dataclass(frozen=True)
class StepFacts:
    """A next step as the rules see it."""

    text: str
    due_on: date | None
    who: str

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.due_on or self.who.strip())


def step_problems(
    steps: Sequence[StepFacts], *, visit_day: date | None, complete: bool
) -> list[Problem]:
    """SUF-R-33, INV-09: a next step says what, by when and who.

    The day is never before the visit. ``complete`` asks for all three; a draft
    may still lack them.
    """
    problems = []
    for row, step in enumerate(steps):
        if step.is_empty:
            continue
        if complete and not step.text.strip():
            problems.append(Problem("text", "Say what is to be done", row))
        if complete and not step.due_on:
            problems.append(Problem("due_on", "Enter the date it is due", row))
        if complete and not step.who.strip():
            problems.append(Problem("who", "Say who will do it", row))
        if step.due_on and visit_day and step.due_on < visit_day:
            problems.append(
                Problem(
                    "due_on",
                    f"{say(step.due_on)} is before the visit on {say(visit_day)}",
                    row,
                )
            )
    return problems


def dropped_problems(unsaid: Sequence[int]) -> list[Problem]:
    """SM-9: what is dropped says why; ``unsaid`` names the steps that do not."""
    return [Problem(f"why_{pk}", "Say why the step is dropped") for pk in unsaid]


OPEN, DONE, DROPPED = "open", "done", "dropped"


STEP_MOVES: dict[str, frozenset[str]] = {
    "done": frozenset({OPEN}),
    "dropped": frozenset({OPEN}),
    "given": frozenset({OPEN}),
    "moved": frozenset({OPEN}),
    "reopened": frozenset({DONE, DROPPED}),
}


def check_step_move(move: str, *, state: str, agreed: bool) -> None:
    """SM-9: an open step is closed, given on or moved; a closed one is opened again.

    A carried step lives on as the one that it was carried into. A step of a draft
    is nobody's yet: it is changed in the draft.
    """
    if not agreed:
        raise RuleBroken("This step is not agreed yet: change it in the draft.")
    if state in STEP_MOVES[move]:
        return
    if move == "reopened":
        raise RuleBroken(
            "This step is open."
            if state == OPEN
            else "This step was carried into a new one: change that one instead."
        )
    raise RuleBroken("This step is closed already.")


def moves_of_role(
    *, may_change: bool, may_update: bool, may_close: bool
) -> frozenset[str]:
    """Which moves are somebody's to make: the authority's all of them, the school's
    leaders' all but dropping and moving; who was given the step says what became of
    it (domain 4.2, next steps)."""
    if may_change:
        return frozenset(STEP_MOVES)
    if may_update:
        return frozenset({"done", "reopened", "given"})
    return frozenset({"done", "reopened"} if may_close else ())


def moves_of_state(*, state: str, agreed: bool) -> frozenset[str]:
    """Which moves a step allows as it stands (SM-9)."""
    if not agreed:
        return frozenset()
    return frozenset(move for move, froms in STEP_MOVES.items() if state in froms)


def check_step_day(*, day: date, visit_day: date, today: date) -> None:
    """INV-09: a step's new day is not before its visit, and not past."""
    if day < visit_day:
        raise RuleBroken(
            f"{say(day)} is before the visit on {say(visit_day)}.", "due_on"
        )
    if day < today:
        raise RuleBroken(f"{say(day)} is past. Enter a day from today on.", "due_on")
