"""The course of a restricted letter: its tables of transitions (SM-4, SM-4b, SM-4c)."""

from sitrack.core.rules import RuleBroken, Transition

PREVENTATIVE, STATUTORY, CONCERN = "preventative", "statutory", "concern"
COURSES = (PREVENTATIVE, STATUTORY, CONCERN)

# Who takes a step: those who write it, whoever signs letters of its kind, anybody of the
# authority who may read it, the chair of governors.
AUTHOR, SIGNER, READER, CHAIR = "author", "signer", "reader", "chair"

DRAFT, APPROVED, ISSUED, WITHDRAWN = "draft", "approved", "issued", "withdrawn"
RESPONSE_DUE, RESPONSE_RECEIVED = "response_due", "response_received"
MONITORED, LIFTED, ESCALATED = "monitored", "lifted", "escalated"
COMPLIANCE_PERIOD, COMPLIED = "compliance_period", "complied"
NOT_COMPLIED, INTERVENTION, CLOSED = "not_complied", "intervention", "closed"
IMPLEMENTATION, REVIEW = "implementation", "review"
SUFFICIENT, INSUFFICIENT = "sufficient", "insufficient"
# Before these end nothing has left the authority, and nothing is frozen.
NOT_OUT = frozenset({DRAFT, APPROVED, WITHDRAWN})
OVER = frozenset({WITHDRAWN, LIFTED, ESCALATED, CLOSED, SUFFICIENT, INSUFFICIENT})


def _steps(*rows: tuple[str, tuple[str, ...], str, str, bool]) -> dict[str, Transition]:
    return {
        verb: Transition(verb, frozenset(sources), target, by, note)
        for verb, sources, target, by, note in rows
    }


_WRITING = (
    ("approve", (DRAFT,), APPROVED, SIGNER, False),
    ("return", (DRAFT, APPROVED), DRAFT, SIGNER, True),
    ("withdraw", (DRAFT, APPROVED), WITHDRAWN, AUTHOR, True),
    ("issue", (APPROVED,), ISSUED, SIGNER, False),
)
TRANSITIONS: dict[str, dict[str, Transition]] = {
    PREVENTATIVE: _steps(
        *_WRITING,
        ("serve", (ISSUED,), RESPONSE_DUE, READER, False),
        ("reply", (ISSUED, RESPONSE_DUE), RESPONSE_RECEIVED, CHAIR, False),
        ("monitor", (RESPONSE_DUE, RESPONSE_RECEIVED), MONITORED, READER, True),
        ("lift", (MONITORED,), LIFTED, SIGNER, True),
        ("escalate", (MONITORED,), ESCALATED, AUTHOR, True),
    ),
    STATUTORY: _steps(
        *_WRITING,
        ("serve", (ISSUED,), COMPLIANCE_PERIOD, READER, False),
        ("comply", (COMPLIANCE_PERIOD,), COMPLIED, READER, True),
        ("not_comply", (COMPLIANCE_PERIOD,), NOT_COMPLIED, READER, True),
        ("intervene", (NOT_COMPLIED,), INTERVENTION, SIGNER, True),
        ("close", (COMPLIED, NOT_COMPLIED, INTERVENTION), CLOSED, SIGNER, True),
    ),
    CONCERN: _steps(
        *_WRITING,
        ("serve", (ISSUED,), IMPLEMENTATION, READER, False),
        ("review", (IMPLEMENTATION,), REVIEW, READER, True),
        ("sufficient", (REVIEW,), SUFFICIENT, READER, True),
        ("insufficient", (REVIEW,), INSUFFICIENT, READER, True),
    ),
}
# What each step needs before it, for whoever comes too early.
FIRST = {
    "issue": "It is signed off first, and then issued.",
    "monitor": "The governing body’s reply comes first, or the day that it was due.",
    "lift": "Say first that it is monitored: that its plan was read and is followed.",
    "escalate": "Say first that it is monitored: that its plan was read and is followed.",
    "comply": "The compliance period begins once every copy is recorded as sent.",
    "not_comply": "The compliance period begins once every copy is recorded as sent.",
    "intervene": "Record first that the notice was not complied with.",
    "close": "Record first whether the notice was complied with.",
    "review": "The time to act begins once every copy is recorded as sent.",
    "sufficient": "Record the review first: what it found.",
    "insufficient": "Record the review first: what it found.",
}


def verbs_from(course: str, state: str) -> list[Transition]:
    """What can happen to a letter in this state."""
    return [step for step in TRANSITIONS[course].values() if state in step.sources]


def check_can(course: str, verb: str, *, state: str) -> Transition:
    """The transition, if letters of this course have it and the state allows it."""
    step = TRANSITIONS[course].get(verb)
    if step is None:
        raise RuleBroken("This kind of letter has no such step.")
    if state in step.sources:
        return step
    early = state not in OVER and _comes_after(course, state, step)
    if early and verb in FIRST:
        raise RuleBroken(FIRST[verb])
    raise RuleBroken(
        "Somebody has already taken this letter further. Open it to see how it stands."
    )


def check_note(step: Transition, note: str) -> None:
    """What turns a letter back, or ends it, is said why."""
    if step.needs_note and not note.strip():
        raise RuleBroken("Say why, so that those concerned can read it.", "note")


def _comes_after(course: str, state: str, step: Transition) -> bool:
    """Whether the step can still come: one of its states lies ahead of this one."""
    ahead, seen = [state], {state}
    while ahead:
        here = ahead.pop()
        for other in verbs_from(course, here):
            if other.verb == "return" or other.target in seen:
                continue
            if other.target in step.sources:
                return True
            seen.add(other.target)
            ahead.append(other.target)
    return False
