"""How a self-evaluation goes to and fro between the two sides (SM-6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sitrack.core.rules import RuleBroken, Transition
from sitrack.core.words import worded_later

LA, SCHOOL, MEETING = "la", "school", "meeting"
LA_OFFICERS, SCHOOL_LEADERS, EITHER = "the LA", "the school", "either side"
_AHEAD = frozenset({"scheduled", "sent_to_school", "returned"})

TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition("send", frozenset({"scheduled"}), "sent_to_school", LA_OFFICERS),
        Transition("return", frozenset({"sent_to_school"}), "returned", SCHOOL_LEADERS),
        Transition("discuss", frozenset({"returned"}), "discussed", LA_OFFICERS),
        # The meeting is held although the school did not return its part.
        Transition(
            *("discuss_without", frozenset({"sent_to_school"}), "discussed"),
            *(LA_OFFICERS, True),
        ),
        Transition("close", frozenset({"discussed"}), "closed", LA_OFFICERS),
        Transition("cancel", _AHEAD, "cancelled", LA_OFFICERS, needs_note=True),
    )
}
# Which part is given by which verb.
GIVES = {LA: "send", SCHOOL: "return", MEETING: "discuss"}
# In which states each part can be written; the first two until the meeting is over.
WRITABLE = {
    LA: _AHEAD,
    SCHOOL: _AHEAD,
    MEETING: frozenset({"sent_to_school", "returned", "discussed"}),
}
STANDS = {
    "scheduled": worded_later(
        "The {authority} has not sent its part yet. Once it has, the school can return"
        " its own; what is written until then is kept."
    ),
    "sent_to_school": worded_later(
        "The {authority}’s part was sent already. It is the school’s turn."
    ),
    "returned": "The school’s part was returned already. The meeting is next.",
    "discussed": "This was discussed already. It waits to be closed.",
    "closed": "This self-evaluation is closed and stays as it is.",
    "cancelled": "This self-evaluation was cancelled. A new meeting can be set.",
}


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, with which part, and by when (None where no day is set)."""

    side: str
    part: str
    by: date | None
    words: str

    def is_late(self, today: date) -> bool:
        return self.by is not None and self.by < today


def verbs_from(state: str) -> list[Transition]:
    """What can happen to a self-evaluation in this state."""
    return [step for step in TRANSITIONS.values() if state in step.sources]


def check_can(verb: str, *, state: str) -> Transition:
    """The transition, if the state allows it (SM-6)."""
    transition = TRANSITIONS[verb]
    if state not in transition.sources:
        raise RuleBroken(str(STANDS[state]))
    return transition


def giving(part: str, *, state: str) -> str:
    """The verb by which a part is given in a state; the meeting is also held where
    the school returned nothing."""
    if part == MEETING and state == "sent_to_school":
        return "discuss_without"
    return GIVES[part]


def may_write(part: str, *, state: str) -> bool:
    return state in WRITABLE[part]


def check_can_write(part: str, *, state: str) -> None:
    if not may_write(part, state=state):
        raise RuleBroken(str(STANDS[state]))


def check_answered(texts: Iterable[str]) -> None:
    """Nothing is given that says nothing."""
    if not any(text.strip() for text in texts):
        raise RuleBroken("Write something before you send it: every box is empty.")


def check_why(reason: str, *, verb: str) -> None:
    """What goes another way than planned says why; both sides read it."""
    if TRANSITIONS[verb].needs_note:
        check_reason(reason)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("Say why, so that both sides can read it.", "reason")


def check_held(*, meeting_on: date, today: date) -> None:
    """What is completed in the meeting is not given before its day."""
    if meeting_on > today:
        raise RuleBroken(
            f"The meeting is on {meeting_on:%-d %B %Y}. Save what you have now, and"
            " record the discussion then, or change the day of the meeting."
        )


def check_ahead(*, meeting_on: date, today: date) -> None:
    """A meeting is set for today or later."""
    if meeting_on < today:
        raise RuleBroken("Enter a day from today on.", "meeting_on")


def check_moves(*, state: str, before: date, to: date) -> None:
    """A meeting that was held, or that stays where it is, is not moved."""
    if state not in _AHEAD:
        raise RuleBroken(str(STANDS[state]))
    if before == to:
        raise RuleBroken(
            f"The meeting is on {to:%-d %B %Y} already. Enter another day.",
            "meeting_on",
        )


def turn_in(
    state: str, *, la_due: date | None, school_due: date | None, meeting_on: date
) -> Turn | None:
    """Whose turn it is; nobody’s once it is over."""
    turns = {
        "scheduled": Turn(LA, LA, la_due, "to send its part to the school"),
        "sent_to_school": Turn(SCHOOL, SCHOOL, school_due, "to return its part"),
        "returned": Turn(
            LA, MEETING, meeting_on, "to complete the second part in the meeting"
        ),
        "discussed": Turn(LA, MEETING, None, "to close the self-evaluation"),
    }
    return turns.get(state)
