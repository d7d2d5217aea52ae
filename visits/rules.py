"""When a visit's note may leave its author, and when it may be made final (SM-3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sitrack.core.rules import RuleBroken

# Texts that a note cannot be shared without.
WANTED_TEXTS = frozenset({"focus", "summary"})


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


class NotReady(RuleBroken):
    """The note cannot be shared yet; ``problems`` says all that is missing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].sentence, problems[0].field)
        self.problems = list(problems)


def _say(day: date) -> str:
    return f"{day:%-d %B %Y}"


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
                    f"{_say(step.due_on)} is before the visit on {_say(visit_day)}",
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
            f"{_say(day)} is before the visit on {_say(visit_day)}.", "due_on"
        )
    if day < today:
        raise RuleBroken(f"{_say(day)} is past. Enter a day from today on.", "due_on")


def sharing_problems(
    *,
    visit_day: date | None,
    today: date,
    has_type: bool,
    minutes: int | None,
    present: int,
    focus: str,
    summary: str,
    steps: Sequence[StepFacts],
) -> list[Problem]:
    """SM-3 draft → shared: what the school is to read is whole, and has happened."""
    problems = []
    if visit_day and visit_day > today:
        problems.append(
            Problem(
                "date",
                f"{_say(visit_day)} is in the future: a visit can be shared once it"
                " has been held. Until then it stays planned",
            )
        )
    if not has_type:
        problems.append(Problem("visit_type", "Select the type of visit"))
    if not minutes:
        problems.append(Problem("minutes", "Enter the time spent"))
    if not present:
        problems.append(Problem("present", "Say who was present"))
    if not focus.strip():
        problems.append(Problem("focus", "Enter the focus of this visit"))
    if not summary.strip():
        problems.append(Problem("summary", "Enter the summary evaluation"))
    return problems + step_problems(steps, visit_day=visit_day, complete=True)


def check_ahead(*, day: date, today: date) -> None:
    """SUF-R-34: what goes into the diary has not passed yet."""
    if day < today:
        raise RuleBroken(f"{_say(day)} has passed. Log the visit if it was held.", "at")


def check_planned(*, state: str) -> None:
    """SM-3: only a visit that is still planned is moved or cancelled."""
    if state == "cancelled":
        raise RuleBroken("This visit is cancelled.")
    if state != "planned":
        raise RuleBroken(
            "The note of this visit was begun: it is not planned any more."
        )


def check_unvisited(*, term_end: date, today: date, held: bool) -> None:
    """ACC-022: a reason is given for a term that is over and had no visit."""
    if term_end >= today:
        raise RuleBroken(f"The term goes on until {_say(term_end)}.")
    if held:
        raise RuleBroken("A visit was held in this term.")


def check_reason(reason: str, *, what: str) -> str:
    """SM-3: the other side reads why; returns the reason without blanks around it."""
    if not reason.strip():
        raise RuleBroken(f"Say why {what}", "reason")
    return reason.strip()


def check_editable(*, state: str) -> None:
    """INV-08: a final visit is changed by nothing but an addendum, a cancelled one
    by nothing at all."""
    if state == "cancelled":
        raise RuleBroken("This visit is cancelled. Log the visit if it was held.")
    if state == "final":
        raise RuleBroken(
            "This visit is final and cannot be changed. You can add an addendum."
        )


def check_open_days(
    *, day: date, opened_on: date | None, closed_on: date | None
) -> None:
    """INV-07: not before the school opened nor after it closed."""
    if opened_on and day < opened_on:
        raise RuleBroken(f"The school opened on {_say(opened_on)}.", "date")
    if closed_on and day > closed_on:
        raise RuleBroken(f"The school closed on {_say(closed_on)}.", "date")


def check_can_comment(*, state: str) -> None:
    """SM-3: the school answers a note that is shared and not yet final."""
    if state not in {"shared", "commented"}:
        raise RuleBroken("Only a note that is shared can be commented on.")


def check_can_recall(*, state: str) -> None:
    """SM-3: a shared note is taken back only before the school has answered."""
    if state == "commented":
        raise RuleBroken(
            "The school has answered this note, so it cannot be taken back."
            " You can change it instead."
        )
    if state != "shared":
        raise RuleBroken("Only a note that is shared can be taken back.")


def is_amended(*, given_at: datetime | None, asked_at: datetime | None) -> bool:
    """Whether the note was changed since a correction of it was asked for."""
    return bool(given_at and asked_at and given_at >= asked_at)


def check_can_finalise(
    *, state: str, unanswered: int, corrections: int, promised: int, reason: str
) -> None:
    """SM-3: what the school said is answered before the visit is final.

    ``unanswered`` comments and ``corrections`` wait for an answer; ``promised``
    corrections were accepted and the note was not changed since. A note that the
    school has not answered is made final only with a reason.
    """
    if state == "final":
        raise RuleBroken("Somebody has already made this visit final.")
    if state not in {"shared", "commented"}:
        raise RuleBroken("Share the note with the school before making it final.")
    if unanswered:
        raise RuleBroken("Answer or acknowledge the school’s comment first.")
    if corrections:
        raise RuleBroken("Answer each correction that the school asked for first.")
    if promised:
        raise RuleBroken(
            "You accepted a correction. Change the note as you said, then make it"
            " final."
        )
    if state == "shared" and not reason.strip():
        raise RuleBroken(
            "The school has not answered yet. Wait for its answer, or say why the"
            " note is made final without it",
            "reason",
        )


def check_addendum(*, state: str) -> None:
    """SM-3: an addendum is for a final visit; before that the note is changed."""
    if state != "final":
        raise RuleBroken("An addendum can be added once the visit is final.")


def check_can_ask(*, state: str) -> None:
    """DEC-10: a document is asked for where the school's leaders see the visit."""
    if state == "draft":
        raise RuleBroken(
            "The school cannot see this visit yet. Share the note, then ask."
        )
    check_editable(state=state)
