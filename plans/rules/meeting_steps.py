"""How a meeting of a plan goes: prepared, sent, the school's part back, held (WIL-N)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plans.rules.reviews import NotReady, Problem, say, short
from sitrack.core.rules import RuleBroken, Transition

TAKEN = "Somebody has already taken this meeting further. Open its page again."
LA, SCHOOL = "the authority", "the school’s leaders"

TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition("prepare", frozenset({"planned", "draft"}), "draft", LA),
        Transition("send", frozenset({"planned", "draft"}), "sent", LA),
        # The school may put its part right until the meeting.
        Transition("return", frozenset({"sent", "returned"}), "returned", SCHOOL),
        Transition("hold", frozenset({"sent", "returned"}), "shared", LA),
        Transition("amend", frozenset({"shared"}), "shared", LA),
    )
}


def verbs_from(state: str) -> list[str]:
    """What can be done with a meeting in this state."""
    return [step.verb for step in TRANSITIONS.values() if state in step.sources]


def check_can(verb: str, *, state: str) -> Transition:
    """The transition, if the state allows it."""
    transition = TRANSITIONS[verb]
    if state not in transition.sources:
        raise RuleBroken(TAKEN)
    return transition


def check_under_way(plan_state: str) -> None:
    """A meeting belongs to a plan that goes on."""
    if plan_state not in {"agreed", "active"}:
        raise RuleBroken("This plan is not under way, so it has no meetings.")


@dataclass(frozen=True)
class Asked:
    """A question of the meeting with what was answered."""

    key: str
    label: str
    type: str
    verdict: bool = False
    text: str = ""
    reason: str = ""

    @property
    def is_choice(self) -> bool:
        return self.type in {"yes_no", "level"}


@dataclass(frozen=True)
class ToRate:
    """What a meeting rates, the box of its colour, and the colour it has."""

    field: str
    name: str
    rag: str = ""


def check_held(
    *,
    held_on: date,
    starts_on: date | None,
    today: date,
    present: int,
    asked: Iterable[Asked],
    to_rate: Iterable[ToRate],
    next_on: date | None,
) -> None:
    """What a meeting is not recorded without. Raises NotReady, which lists it all."""
    problems = list(_days(held_on, starts_on, today, next_on))
    if not present:
        problems.append(Problem("present", "Say who was present"))
    problems += _choices(asked)
    problems += [
        Problem(one.field, f"Rate “{short(one.name)}” red, amber or green")
        for one in to_rate
        if not one.rag
    ]
    if problems:
        raise NotReady(problems)


def _days(
    held_on: date, starts_on: date | None, today: date, next_on: date | None
) -> Iterable[Problem]:
    if held_on > today:
        message = (
            f"{say(held_on)} is in the future. Record the meeting once it was held"
        )
        yield Problem("held_on", message)
    if starts_on and held_on < starts_on:
        message = f"The plan began on {say(starts_on)}. Enter that day or a later one"
        yield Problem("held_on", message)
    if next_on and next_on <= held_on:
        message = "The next meeting must be after this one"
        yield Problem("next_review_on", message)


def _choices(asked: Iterable[Asked]) -> Sequence[Problem]:
    """A verdict is given; a choice that is made says why."""
    problems = []
    for one in asked:
        if one.verdict and not one.text:
            problems.append(Problem(one.key, f"Answer the question: {one.label}"))
        wants = one.is_choice and one.text and not (one.verdict and one.text == "yes")
        if wants and not one.reason.strip():
            message = f"Say why, for: {short(one.label)}"
            problems.append(Problem(f"{one.key}_reason", message))
    return problems


def check_part(*, written: bool) -> None:
    """A part that is empty is not sent."""
    if not written:
        raise RuleBroken(
            "Write your part before you send it: nothing is filled in yet."
        )


def check_finish(*, drawn: bool, has_final: bool, final_held: bool) -> None:
    """SM-2: a plan with a final meeting ends once that was held."""
    if not drawn:
        raise RuleBroken("This plan ends with its transition.")
    if has_final and not final_held:
        raise RuleBroken(
            "Record the final meeting of this plan first. A plan that ends before that"
            " is cancelled, with a reason."
        )


def check_restart(*, day: date, before: date | None, today: date, reason: str) -> None:
    """WIL-O-17: the clock starts anew on a later day that has come, with a reason."""
    if before and day <= before:
        raise RuleBroken(
            f"The clock started on {say(before)}. Choose a later day.", "day"
        )
    if day > today:
        raise RuleBroken("Choose today or a day that has passed.", "day")
    if not reason.strip():
        raise RuleBroken("Say why, so that both sides can read it.", "reason")
