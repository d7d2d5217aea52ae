"""When a visit's note may leave its author, and when it may be made final (SM-3)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sitrack.core.rules import RuleBroken
from visits.rules.steps import Problem, StepFacts, step_problems
from visits.rules.words import say

# What is said of a text that a note cannot be shared without, by the prompt's key.
ASKING = {
    "focus": "Enter the focus of this visit",
    "summary": "Enter the summary evaluation",
}


class NotReady(RuleBroken):
    """The note cannot be shared yet; ``problems`` says all that is missing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].sentence, problems[0].field)
        self.problems = list(problems)


def sharing_problems(
    *,
    visit_day: date | None,
    today: date,
    has_type: bool,
    minutes: int | None,
    present: int,
    texts: Mapping[str, str],
    steps: Sequence[StepFacts],
    wanted: Mapping[str, str] = ASKING,
) -> list[Problem]:
    """SM-3 draft → shared: what the school is to read is whole, and has happened.

    ``wanted`` says by key what is said where a text is missing.
    """
    problems = []
    if visit_day and visit_day > today:
        problems.append(
            Problem(
                "date",
                f"{say(visit_day)} is in the future: a visit can be shared once it"
                " has been held. Until then it stays planned",
            )
        )
    if not has_type:
        problems.append(Problem("visit_type", "Select the type of visit"))
    if not minutes:
        problems.append(Problem("minutes", "Enter the time spent"))
    if not present:
        problems.append(Problem("present", "Say who was present"))
    problems += [
        Problem(key, words)
        for key, words in wanted.items()
        if not texts.get(key, "").strip()
    ]
    return problems + step_problems(steps, visit_day=visit_day, complete=True)


def asking(key: str, label: str) -> str:
    """What is said where the text under a prompt is missing."""
    return ASKING.get(key) or f"Fill in “{label.strip().rstrip(':')}”"


def check_same_form(*, begun: bool, same: bool) -> None:
    """A note that was begun stays on its form: what is typed has its place there."""
    if begun and not same:
        raise RuleBroken(
            "This note was begun on another form. Choose a type of visit that uses"
            " the same form, or log another visit.",
            "visit_type",
        )


def check_editable(*, state: str) -> None:
    """INV-08: a final visit is changed by nothing but an addendum, a cancelled one
    by nothing at all."""
    if state == "cancelled":
        raise RuleBroken("This visit is cancelled. Log the visit if it was held.")
    if state == "final":
        raise RuleBroken(
            "This visit is final and cannot be changed. You can add an addendum."
        )


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
