"""How a school's level is moderated in a term: the table of its steps (journey 5.5)."""

from dataclasses import dataclass

from sitrack.core.rules import RuleBroken

NONE, WRITTEN, REVISIT, APPROVED = "", "written", "revisit", "approved"
LEAD, HEAD = "lead", "head"


@dataclass(frozen=True)
class Step:
    """One arrow: by which verb, from where, to where, and by whom (domain 4.2)."""

    verb: str
    sources: frozenset[str]
    target: str
    by: str
    refused: str


STEPS = {
    step.verb: step
    for step in (
        Step(
            "write",
            frozenset({NONE, WRITTEN, REVISIT, APPROVED}),
            WRITTEN,
            LEAD,
            "",
        ),
        Step(
            "approve",
            frozenset({WRITTEN}),
            APPROVED,
            HEAD,
            "There is no note that waits for approval. Ask for one, or wait for it.",
        ),
        Step(
            "ask",
            frozenset({NONE, WRITTEN, APPROVED}),
            REVISIT,
            HEAD,
            "This was asked already, and the answer is still to come.",
        ),
    )
}


def check_step(verb: str, *, state: str) -> Step:
    """The step, if the state allows it; NONE stands for a school without a note."""
    step = STEPS[verb]
    if state not in step.sources:
        raise RuleBroken(step.refused)
    return step


def check_reviewed(*, waiting: int) -> None:
    """A term's levels are reviewed once every note of the term is approved."""
    if not waiting:
        return
    notes = "1 moderation note waits" if waiting == 1 else f"{waiting} notes wait"
    raise RuleBroken(
        f"{notes} still. Approve what is written, and wait for what you asked for."
    )
