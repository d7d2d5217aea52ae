"""The way of a school through intensive support: its table and its guards (SM-7)."""

from datetime import date

from sitrack.core.rules import RuleBroken, Transition

EVALUATION, PLANNING, IMPLEMENTING = "evaluation", "planning", "implementing"
REVIEW3, FINAL6, EXIT_PENDING, EXITED = "review3", "final6", "exit_pending", "exited"
NOTICE, IMPLEMENTING2, REVIEW = "notice_of_concern", "implementing2", "review"
SCC, STOPPED = "scc_procedure", "stopped"
OVER = frozenset({EXITED, STOPPED})
# The main way, and what lies beside it after a review that was not sufficient.
MAIN = (EVALUATION, PLANNING, IMPLEMENTING, REVIEW3, FINAL6, EXIT_PENDING, EXITED)
BESIDE = (NOTICE, IMPLEMENTING2, REVIEW, SCC)
# After a review with sufficient progress: the time of the plan is over, or will be.
LEAVING = frozenset({FINAL6, EXIT_PENDING})
# Before the restricted letter is out only those who deal with it know of the notice.
UNTOLD = frozenset({NOTICE, SCC})

# Who takes a step: those of the LA at the school, the lead, the head of service, and
# sitrack itself, which follows the restricted letter.
OFFICER, LEAD, HEAD, SYSTEM = "officer", "lead", "head", "sitrack"
_BEFORE_NOTICE = frozenset({IMPLEMENTING, REVIEW3, NOTICE})

TRANSITIONS = {
    step.verb: step
    for step in (
        Transition("evaluated", frozenset({EVALUATION}), PLANNING, OFFICER),
        Transition("planned", frozenset({PLANNING}), IMPLEMENTING, OFFICER),
        Transition("reviewed", frozenset({IMPLEMENTING}), REVIEW3, OFFICER),
        Transition("sufficient", frozenset({REVIEW3}), FINAL6, LEAD, needs_note=True),
        Transition("insufficient", frozenset({REVIEW3}), NOTICE, LEAD, needs_note=True),
        Transition("noticed", _BEFORE_NOTICE, IMPLEMENTING2, SYSTEM),
        Transition("reviewed_again", frozenset({IMPLEMENTING2}), REVIEW, SYSTEM),
        Transition("recovered", frozenset({IMPLEMENTING2, REVIEW}), FINAL6, SYSTEM),
        Transition("failed", frozenset({IMPLEMENTING2, REVIEW}), SCC, SYSTEM),
        Transition("evaluated_finally", frozenset({FINAL6}), EXIT_PENDING, OFFICER),
        Transition("left", frozenset({EXIT_PENDING}), EXITED, HEAD),
        Transition(
            "stopped",
            frozenset({*MAIN, *BESIDE}) - {EXITED},
            STOPPED,
            LEAD,
            needs_note=True,
        ),
    )
}
TAKEN = "Somebody has already taken this case further. Read it again as it stands now."
EARLY = {
    "planned": "Record the evaluation of needs first: the plan rests on it.",
    "reviewed": "Record the planning meeting first: the review looks at its plan.",
    "sufficient": "Record the review meeting first, and then what it came to.",
    "insufficient": "Record the review meeting first, and then what it came to.",
    "evaluated_finally": "The final evaluation comes after a review with sufficient"
    " progress.",
    "left": "The final evaluation comes first, and then the exit.",
}


def verbs_from(state: str) -> list[Transition]:
    """What can happen to a case in this state."""
    return [step for step in TRANSITIONS.values() if state in step.sources]


def check_can(verb: str, *, state: str) -> Transition:
    """The transition, if the state allows it (SM-7)."""
    step = TRANSITIONS[verb]
    if state in step.sources:
        return step
    if state in OVER:
        raise RuleBroken("Intensive support has ended at this school.")
    if verb in EARLY and _lies_ahead(step, state):
        raise RuleBroken(EARLY[verb])
    raise RuleBroken(TAKEN)


def _lies_ahead(step: Transition, state: str) -> bool:
    places = {one: place for place, one in enumerate(MAIN)}
    here = places.get(state)
    ahead = max(places.get(one, 0) for one in step.sources)
    return here is not None and ahead > here


def check_note(step: Transition, note: str) -> str:
    """What decides something is said why; the note without its edges."""
    if step.needs_note and not note.strip():
        raise RuleBroken("Say why, so that those concerned can read it.", "note")
    return note.strip()


def check_day(day: date, *, after: date | None, today: date, what: str) -> None:
    """What was done lies between what came before it and today."""
    if day > today:
        raise RuleBroken(
            f"{what} lies in the future. Record it once it was held.", "day"
        )
    if after is not None and day < after:
        raise RuleBroken(
            f"{what} cannot lie before {after:%-d %B %Y}, when what came before it was"
            " done.",
            "day",
        )


def check_review(review_on: date, *, planned_on: date) -> None:
    """The review follows the meeting that agreed the plan."""
    if review_on <= planned_on:
        raise RuleBroken(
            "The review must come after the planning meeting. Choose a later day.",
            "review_on",
        )


def check_moved(review_on: date, *, usual: date, reason: str) -> None:
    """Another day than the one counted from the evaluation is said why (domain 3.11)."""
    if review_on != usual and not reason.strip():
        raise RuleBroken(
            f"The review would be due on {usual:%-d %B %Y}. Say why it is on another"
            " day.",
            "note",
        )


def check_acknowledged(at: object) -> None:
    """The school says once that it has the exit criteria (WIL-X-00)."""
    if at is not None:
        raise RuleBroken("It is recorded already that the school has the criteria.")
